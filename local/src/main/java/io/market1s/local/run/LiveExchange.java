package io.market1s.local.run;

import io.market1s.local.report.RowRange;
import io.market1s.simulator.tally.Judge;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The real exchange, which keeps no account of what it sent us. */
public record LiveExchange(URI webSocketUri, URI restUri, List<String> symbols) implements RunExchange {
    public LiveExchange {
        symbols = List.copyOf(symbols);
    }

    @Override
    public Instant firstFrame(String symbol, Instant subscribed) {
        return subscribed;
    }

    @Override
    public @Nullable Long tradesMade(RowRange range) {
        return null;
    }

    @Override
    public @Nullable Judge judge() {
        return null;
    }

    @Override
    public @Nullable Long playShiftMillis() {
        return null;
    }

    @Override
    public void close() {
        // It goes on without us.
    }
}

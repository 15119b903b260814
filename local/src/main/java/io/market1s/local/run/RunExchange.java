package io.market1s.local.run;

import io.market1s.local.report.RowRange;
import io.market1s.simulator.tally.Judge;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the frames of a run come from. Thread-safe. */
public interface RunExchange extends AutoCloseable {
    /** Its WebSocket. */
    URI webSocketUri();

    /** Its REST interface. */
    URI restUri();

    /** What to subscribe to. */
    List<String> symbols();

    /**
     * From when on a symbol has to have rows if no feed ever covered it; null if it needs none.
     *
     * @param subscribed when the run subscribed
     */
    @Nullable
    Instant firstFrame(String symbol, Instant subscribed);

    /** Distinct trades that it made in the seconds of a range; null if nobody can say. */
    @Nullable
    Long tradesMade(RowRange range);

    /** Who can say what rows are worth by its own record; null if nobody can. */
    @Nullable
    Judge judge();

    /** By how many milliseconds a capture's times are moved; null unless one is played, or before it begins. */
    @Nullable
    Long playShiftMillis();

    /** Ends what it does wrong on purpose; false if there is nothing of that kind. */
    default boolean behave() {
        return false;
    }

    @Override
    void close();
}

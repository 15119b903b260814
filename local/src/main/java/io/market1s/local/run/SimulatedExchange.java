package io.market1s.local.run;

import io.market1s.local.report.RowRange;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.UpbitSimulator;
import io.market1s.simulator.capture.Capture;
import io.market1s.simulator.tally.Judge;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The simulator as the exchange of a run: it knows what it made. */
public final class SimulatedExchange implements RunExchange {
    private final UpbitSimulator simulator;
    private final List<String> symbols;
    private final @Nullable Capture capture;
    private final boolean misbehaves;

    private SimulatedExchange(SimulatorSettings settings, List<String> symbols, @Nullable Capture capture)
            throws IOException {
        this.simulator = UpbitSimulator.start(settings);
        this.misbehaves = settings.faultPlan() != null;
        this.symbols = List.copyOf(symbols);
        this.capture = capture;
    }

    /** A synthetic market. */
    public static SimulatedExchange synthetic(SimulatorSettings settings, List<String> symbols) throws IOException {
        return new SimulatedExchange(settings, symbols, null);
    }

    /** A recorded one. */
    public static SimulatedExchange playing(SimulatorSettings settings, Capture capture, List<String> symbols)
            throws IOException {
        return new SimulatedExchange(settings, symbols, capture);
    }

    /** The simulator itself, to make it misbehave. */
    public UpbitSimulator simulator() {
        return simulator;
    }

    @Override
    public URI webSocketUri() {
        return simulator.webSocketUri();
    }

    @Override
    public URI restUri() {
        return simulator.restUri();
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public @Nullable Instant firstFrame(String symbol, Instant subscribed) {
        if (capture == null) {
            return subscribed;
        }
        Long shift = playShiftMillis();
        Instant recorded = capture.firstFrames().get(symbol);
        return shift == null || recorded == null ? null : recorded.plus(Duration.ofMillis(shift));
    }

    @Override
    public Long tradesMade(RowRange range) {
        return simulator
                .tally()
                .between(range.symbol(), range.first(), range.last())
                .trades();
    }

    @Override
    public Judge judge() {
        return new Judge(simulator.tally(), simulator.faultRecord());
    }

    @Override
    public @Nullable Long playShiftMillis() {
        OptionalLong shift = simulator.captureShiftMillis();
        return shift.isPresent() ? shift.getAsLong() : null;
    }

    @Override
    public boolean behave() {
        simulator.behave();
        return misbehaves;
    }

    @Override
    public void close() {
        simulator.close();
    }
}

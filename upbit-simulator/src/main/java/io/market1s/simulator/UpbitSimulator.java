package io.market1s.simulator;

import io.market1s.simulator.capture.CaptureSource;
import io.market1s.simulator.fault.FaultPlan;
import io.market1s.simulator.fault.Faults;
import io.market1s.simulator.frame.FrameSource;
import io.market1s.simulator.market.SyntheticSource;
import io.market1s.simulator.server.Exchange;
import io.market1s.simulator.tally.FaultRecord;
import io.market1s.simulator.tally.Ledger;
import io.market1s.simulator.tally.RequestLog;
import io.market1s.simulator.tally.Tally;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * An exchange that speaks Upbit's protocol, quirks included. Runs from {@link #start} to {@link #close} on one daemon
 * thread of its own. Thread-safe.
 */
public final class UpbitSimulator implements AutoCloseable {
    private final String host;
    private final FrameSource source;
    private final Ledger ledger;
    private final Exchange exchange;
    private final Faults faults;
    private final Runnable endOfPlan;

    private UpbitSimulator(
            String host, FrameSource source, Ledger ledger, Exchange exchange, @Nullable FaultPlan plan) {
        this.host = host;
        this.source = source;
        this.ledger = ledger;
        this.exchange = exchange;
        this.faults = new Faults(exchange.controls());
        this.endOfPlan = plan == null ? () -> {} : plan.start(exchange.controls(), faults);
    }

    /**
     * Starts an exchange and returns when it accepts connections.
     *
     * @throws IOException if the address cannot be listened on; the message names it
     */
    public static UpbitSimulator start(SimulatorSettings settings) throws IOException {
        Ledger ledger = new Ledger();
        Tally tally = ledger.tally();
        FrameSource source;
        long seed;
        if (settings.play() instanceof SimulatorSettings.Play.Synthetic synthetic) {
            seed = synthetic.seed();
            source = new SyntheticSource(
                    synthetic.markets(), seed, settings.clock().instant(), tally::trade);
        } else {
            seed = 0;
            source = new CaptureSource(((SimulatorSettings.Play.Recorded) settings.play()).capture(), tally::trade);
        }
        Exchange exchange = Exchange.start(
                settings.host(), settings.port(), settings.protocol(), source, ledger, settings.clock(), seed);
        return new UpbitSimulator(settings.host(), source, ledger, exchange, settings.faultPlan());
    }

    /** The WebSocket: {@code ws://host:port/websocket/v1}. */
    public URI webSocketUri() {
        return URI.create("ws://" + reachableHost() + ":" + exchange.port() + "/websocket/v1");
    }

    /** The root of the REST API: {@code http://host:port}, to which paths like {@code /v1/market/all} are added. */
    public URI restUri() {
        return URI.create("http://" + reachableHost() + ":" + exchange.port());
    }

    /** The markets that are served. */
    public List<String> symbols() {
        return source.symbols();
    }

    /** What it made so far. */
    public Tally tally() {
        return ledger.tally();
    }

    /** What misbehaviour did to the delivery so far. */
    public FaultRecord faultRecord() {
        return ledger.faults();
    }

    /** What it was asked over HTTP. */
    public RequestLog requests() {
        return ledger.requests();
    }

    /** What is listed and what trades, on demand. */
    public Listings listings() {
        return new Listings(exchange, source instanceof SyntheticSource synthetic ? synthetic : null, Duration.ZERO);
    }

    /** Misbehaviour on demand. */
    public Faults faults() {
        return faults;
    }

    /** Ends the random misbehaviour of its settings and every fault that lasts. */
    public void behave() {
        endOfPlan.run();
        faults.clear();
    }

    /**
     * By how many milliseconds the times of a capture are shifted, a multiple of 1000; empty for a synthetic market and
     * until the first client has subscribed.
     */
    public OptionalLong captureShiftMillis() {
        return source.shiftMillis();
    }

    /** Ends every connection and stops listening. Idempotent. */
    @Override
    public void close() {
        exchange.close();
        source.close();
    }

    private String reachableHost() {
        return host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    }
}

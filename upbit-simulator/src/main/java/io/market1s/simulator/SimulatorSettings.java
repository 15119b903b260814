package io.market1s.simulator;

import io.market1s.simulator.capture.Capture;
import io.market1s.simulator.fault.FaultPlan;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.server.ProtocolSettings;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator runs. Immutable; begin with {@link #synthetic} or {@link #playing} and change what differs.
 *
 * @param host address to listen on; 127.0.0.1 unless changed
 * @param port to listen on; 0, the default, takes a free one
 * @param play where the frames come from
 * @param protocol timings and limits; Upbit's own unless changed
 * @param faultPlan random misbehaviour; null for none
 * @param clock the exchange's clock
 */
public record SimulatorSettings(
        String host,
        int port,
        Play play,
        ProtocolSettings protocol,
        @Nullable FaultPlan faultPlan,
        InstantSource clock) {

    private static final String LOOPBACK = "127.0.0.1";

    public SimulatorSettings {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 0 to 65535, not " + port);
        }
    }

    /** Where the frames come from. */
    public sealed interface Play {
        /** A random market; equal seeds, markets and starts give equal frames. */
        record Synthetic(long seed, List<MarketSpec> markets) implements Play {
            public Synthetic {
                markets = List.copyOf(markets);
                if (markets.isEmpty()) {
                    throw new IllegalArgumentException("at least one market is needed");
                }
            }
        }

        /** A recorded capture, once. */
        record Recorded(Capture capture) implements Play {}
    }

    /** The default synthetic market with that seed. */
    public static SimulatorSettings synthetic(long seed) {
        return of(new Play.Synthetic(seed, MarketSpec.defaults()));
    }

    /** A capture. */
    public static SimulatorSettings playing(Capture capture) {
        return of(new Play.Recorded(capture));
    }

    private static SimulatorSettings of(Play play) {
        return new SimulatorSettings(LOOPBACK, 0, play, ProtocolSettings.upbit(), null, Clock.systemUTC());
    }

    /** The same on another address. */
    public SimulatorSettings withHost(String newHost) {
        return new SimulatorSettings(newHost, port, play, protocol, faultPlan, clock);
    }

    /** The same on another port. */
    public SimulatorSettings withPort(int newPort) {
        return new SimulatorSettings(host, newPort, play, protocol, faultPlan, clock);
    }

    /** The same synthetic exchange with other markets; of a recorded one nothing changes. */
    public SimulatorSettings withMarkets(List<MarketSpec> markets) {
        Play newPlay = play instanceof Play.Synthetic synthetic ? new Play.Synthetic(synthetic.seed(), markets) : play;
        return new SimulatorSettings(host, port, newPlay, protocol, faultPlan, clock);
    }

    /** The same with other timings and limits. */
    public SimulatorSettings withProtocol(ProtocolSettings newProtocol) {
        return new SimulatorSettings(host, port, play, newProtocol, faultPlan, clock);
    }

    /** The same with random misbehaviour. */
    public SimulatorSettings withFaultPlan(FaultPlan plan) {
        return new SimulatorSettings(host, port, play, protocol, plan, clock);
    }

    /** The same by another clock. */
    public SimulatorSettings withClock(InstantSource newClock) {
        return new SimulatorSettings(host, port, play, protocol, faultPlan, newClock);
    }
}

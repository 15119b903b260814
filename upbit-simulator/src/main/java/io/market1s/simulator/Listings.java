package io.market1s.simulator;

import io.market1s.simulator.fault.FaultControls;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.market.SyntheticSource;
import io.market1s.simulator.server.Exchange;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an exchange decides about its markets, now or after a while, so that a test can write down a whole story.
 * Thread-safe; without {@link #after} each call returns when it has taken effect.
 */
public final class Listings {
    private final Exchange exchange;
    private final @Nullable SyntheticSource source;
    private final Duration after;

    Listings(Exchange exchange, @Nullable SyntheticSource source, Duration after) {
        this.exchange = exchange;
        this.source = source;
        this.after = after;
    }

    /** Whatever is told to what this returns happens after that time. */
    public Listings after(Duration delay) {
        return new Listings(exchange, source, delay);
    }

    /**
     * Lists a market that was not there before.
     *
     * @throws IllegalStateException if a capture is played
     * @throws IllegalArgumentException if there is one of that code; with {@link #after} it is only logged
     */
    public Listings list(MarketSpec market) {
        SyntheticSource synthetic = source;
        if (synthetic == null) {
            throw new IllegalStateException("a capture has its markets and no others");
        }
        return act(() -> exchange.list(market.symbol(), synthetic.add(market)));
    }

    /** Takes a market from the list: it trades no more, it falls silent, and who asks for it hears nothing. */
    public Listings delist(String symbol) {
        return act(() -> controls().list(symbol, false));
    }

    /** Lists a market again that was delisted. */
    public Listings listAgain(String symbol) {
        return act(() -> controls().list(symbol, true));
    }

    /** Lets a market rest: it is listed, but there is no trade and no new book. */
    public Listings pause(String symbol) {
        return act(() -> controls().pause(symbol, true));
    }

    /** Lets a market that was paused go on. */
    public Listings resume(String symbol) {
        return act(() -> controls().pause(symbol, false));
    }

    private Listings act(Runnable action) {
        if (after.isZero()) {
            controls().run(action);
        } else {
            controls().later(after, action);
        }
        return this;
    }

    private FaultControls controls() {
        return exchange.controls();
    }
}

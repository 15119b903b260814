package io.market1s.ingest.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Our clock as long as it is not far from the exchange's, else the exchange's: what we write must not suffer from a clock
 * that is an hour wrong, or is set while this runs. Small differences stay, because latencies are measured with this
 * clock. Thread-safe.
 */
public final class CheckedClock implements InstantSource {
    /** The exchange is never estimated too late by a slow way: so far behind it our clock is surely wrong. */
    private static final Duration MOST_BEHIND = Duration.ofSeconds(5);

    private final InstantSource ours;
    private final LongSupplier nanoTime;
    private final ExchangeClock exchange;
    private final Duration mostAhead;

    /**
     * A clock.
     *
     * @param ours the time of day
     * @param nanoTime the monotonic clock by which the exchange's is estimated
     * @param mostAhead so far ahead our clock is believed: it may be the frames that are late
     */
    public CheckedClock(InstantSource ours, LongSupplier nanoTime, ExchangeClock exchange, Duration mostAhead) {
        this.ours = ours;
        this.nanoTime = nanoTime;
        this.exchange = exchange;
        this.mostAhead = mostAhead;
    }

    @Override
    public Instant instant() {
        Instant now = ours.instant();
        Instant exchangeNow = exchange.at(nanoTime.getAsLong());
        if (exchangeNow == null) {
            return now;
        }
        boolean wrong = now.isBefore(exchangeNow.minus(MOST_BEHIND)) || now.isAfter(exchangeNow.plus(mostAhead));
        return wrong ? exchangeNow : now;
    }

    /** The exchange's clock; ours while that is not known. */
    public InstantSource exchange() {
        return () -> {
            Instant exchangeNow = exchange.at(nanoTime.getAsLong());
            return exchangeNow != null ? exchangeNow : ours.instant();
        };
    }

    /** How far our clock is ahead of the exchange's, the way of the frames included; empty while that is not known. */
    public Optional<Duration> ahead() {
        return Optional.ofNullable(exchange.at(nanoTime.getAsLong()))
                .map(exchangeNow -> Duration.between(exchangeNow, ours.instant()));
    }
}

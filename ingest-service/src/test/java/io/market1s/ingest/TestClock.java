package io.market1s.ingest;

import io.market1s.ingest.time.ExchangeClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** Our clocks and the exchange's, which agree, and stand unless a test moves them. */
public final class TestClock implements InstantSource {
    private static final long NANOS_AT_START = 1_000_000_000_000L;

    private final Instant start;
    private final AtomicLong nanos = new AtomicLong(NANOS_AT_START);
    private final AtomicLong off = new AtomicLong();
    private volatile long running;
    private final ExchangeClock exchange = new ExchangeClock();

    public TestClock(Instant start) {
        this.start = start;
        for (long before = 50; before >= 0; before--) {
            exchange.frame(start.minusMillis(before * 100), NANOS_AT_START - before * 100_000_000);
        }
    }

    /** The exchange's clock, as it was learnt from earlier frames. */
    public ExchangeClock exchange() {
        return exchange;
    }

    public long nanoTime() {
        long started = running;
        return nanos.get() + (started == 0 ? 0 : System.nanoTime() - started);
    }

    /** From now on the clocks go as clocks do. */
    public void go() {
        running = System.nanoTime();
    }

    /** It is this time now, on the exchange and here. */
    public void at(Instant now) {
        nanos.set(NANOS_AT_START + Duration.between(start, now).toNanos());
    }

    public void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    /** Somebody sets our time of day wrong; the exchange's and the monotonic clock do not care. */
    public void setWrongBy(Duration wrong) {
        off.set(wrong.toNanos());
    }

    @Override
    public Instant instant() {
        return start.plusNanos(nanoTime() - NANOS_AT_START + off.get());
    }
}

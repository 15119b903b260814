package io.market1s.benchmark.core;

import io.market1s.data.Heartbeat;
import io.market1s.data.Level;
import io.market1s.data.OrderBook;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.resample.bar.Fact;
import io.market1s.resample.bar.Journal;
import io.market1s.resample.bar.Resampler;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * The core alone, with a journal that keeps nothing. Each call is later in event time than the one before, as in a
 * market. Every symbol gets one event a second. When all have theirs, the second is closed, and seconds older than a
 * minute are forgotten.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets them.
public class MergeBenchmark {
    private static final Instant START = Instant.parse("2026-02-16T07:00:00Z");
    private static final int EVENTS_A_SECOND = 8;
    private static final BigDecimal PRICE = new BigDecimal("116539000");
    private static final BigDecimal SIZE = new BigDecimal("0.18428426");
    private static final List<Level> LEVELS = IntStream.range(0, OrderBook.DEPTH)
            .mapToObj(level -> new Level(PRICE, SIZE))
            .toList();

    private static final Journal NOWHERE = new Journal() {
        @Override
        public void put(Fact fact) {
            // The store writes; the core does not.
        }

        @Override
        public void remove(Fact.Identity fact) {
            // Likewise.
        }
    };

    @Param({"1", "100", "1000"})
    public int symbols;

    private Resampler resampler;
    private List<String> codes;
    private long calls;
    private Instant second = START;

    @Setup
    public void covered() {
        resampler = new Resampler(Duration.ofHours(6), false, NOWHERE);
        codes = IntStream.range(0, symbols).mapToObj("KRW-S%03d"::formatted).toList();
        cover();
    }

    /** A trade into an open second; every eighth of a symbol's also bears its share of the closing. */
    @Benchmark
    public Resampler.Merge trade() {
        Instant time = next();
        return resampler.add(new Trade(code(), time, calls, PRICE, SIZE, Side.BID), time);
    }

    /** Adds a book to an open second, in the same way. */
    @Benchmark
    public Resampler.Merge book() {
        Instant time = next();
        return resampler.add(new OrderBook(code(), time, LEVELS, LEVELS), time);
    }

    /** Covering and closing one second of all symbols, without events. */
    @Benchmark
    public int close() {
        return goOn();
    }

    private String code() {
        return codes.get((int) (calls % symbols));
    }

    private Instant next() {
        if (++calls % ((long) symbols * EVENTS_A_SECOND) == 0) {
            goOn();
        }
        return second.plusMillis(calls / symbols % EVENTS_A_SECOND * 100);
    }

    private int goOn() {
        second = second.plusSeconds(1);
        cover();
        int rows = resampler.close(second, Integer.MAX_VALUE, second, bar -> {});
        resampler.forgetBefore(second.minusSeconds(60), second, bar -> {});
        return rows;
    }

    private void cover() {
        codes.forEach(code -> resampler.add(new Heartbeat(code, second, "load/1"), Instant.MIN));
    }
}

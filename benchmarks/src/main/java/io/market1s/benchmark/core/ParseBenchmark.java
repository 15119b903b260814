package io.market1s.benchmark.core;

import io.market1s.benchmark.load.RawLoad;
import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.testing.LoadFrames;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What it costs to read one frame, validation included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets them.
public class ParseBenchmark {
    private static final int FRAMES = 256;
    private static final String CODE = "KRW-BTC";

    /** Trade, ticker, or book with its number of levels. */
    @Param({"trade", "ticker", "5", "15", "30"})
    public String kind;

    private final UpbitParser parser = new UpbitParser();
    private byte[][] frames;
    private int next;

    /** Makes different frames, so that no branch is predicted from the one before. */
    @Setup
    public void frames() {
        LoadFrames load = new LoadFrames(1);
        frames = new byte[FRAMES][];
        for (int i = 0; i < FRAMES; i++) {
            frames[i] = switch (kind) {
                case "trade" -> load.trade(CODE, RawLoad.START.plusMillis(i));
                case "ticker" -> load.ticker(CODE, RawLoad.START.plusMillis(i));
                default -> load.book(CODE, RawLoad.START.plusMillis(i), Integer.parseInt(kind));
            };
        }
    }

    /** One frame. */
    @Benchmark
    public Frame parse() throws MalformedException {
        next = (next + 1) % FRAMES;
        return parser.frame(frames[next]);
    }
}

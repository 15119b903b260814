package io.market1s.simulator.capture;

import io.market1s.simulator.frame.FrameSource;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.frame.TimedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays a capture once, in the spacing of its arrivals. It starts two to three seconds after the first client has
 * subscribed, so that all of it is covered: the shift is a whole number of seconds, which keeps every event where it was
 * within its second. Before it starts and after its end there is silence.
 */
public final class CaptureSource implements FrameSource {
    private static final Duration LEAD = Duration.ofSeconds(2);
    private static final Duration IDLE_POLL = Duration.ofMillis(50);

    private final Capture capture;
    private final List<String> symbols;
    private final Consumer<MadeTrade> made;
    private volatile @Nullable Duration shift;
    private @Nullable CaptureReader reader;
    private @Nullable CapturedFrame next;

    /**
     * A source that waits for its first client.
     *
     * @param made told of each trade when its frame goes out
     */
    public CaptureSource(Capture capture, Consumer<MadeTrade> made) {
        this.capture = capture;
        this.symbols = capture.symbols();
        this.made = made;
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public List<TimedFrame> opening() {
        return List.of();
    }

    @Override
    public void subscribed(Instant now) {
        if (shift == null) {
            Duration least = Duration.between(capture.firstReceived(), now.plus(LEAD));
            shift = Duration.ofSeconds(-Math.floorDiv(-least.toNanos(), 1_000_000_000L));
            advance();
        }
    }

    @Override
    public @Nullable TimedFrame poll(Instant now) {
        Duration by = shift;
        CapturedFrame frame = next;
        if (by == null || frame == null || frame.received().plus(by).isAfter(now)) {
            return null;
        }
        advance();
        MadeTrade trade = frame.tradeShifted(by);
        if (trade != null) {
            made.accept(trade);
        }
        return frame.shifted(by);
    }

    @Override
    public Instant nextPoll(Instant now) {
        Duration by = shift;
        CapturedFrame frame = next;
        return by == null || frame == null
                ? now.plus(IDLE_POLL)
                : frame.received().plus(by);
    }

    @Override
    public OptionalLong shiftMillis() {
        Duration by = shift;
        return by == null ? OptionalLong.empty() : OptionalLong.of(by.toMillis());
    }

    @Override
    public void close() {
        try {
            if (reader != null) {
                reader.close();
            }
        } catch (CaptureException e) {
            throw new IllegalStateException(e);
        }
    }

    private void advance() {
        try {
            if (reader == null) {
                reader = capture.read();
            }
            next = reader.next();
        } catch (CaptureException e) {
            throw new IllegalStateException("the capture has changed since it was checked", e);
        }
    }
}

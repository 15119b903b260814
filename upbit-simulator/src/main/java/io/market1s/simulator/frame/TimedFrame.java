package io.market1s.simulator.frame;

import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One REALTIME message about one market and when it goes out. Its bytes are made at first need and then kept, so that a
 * frame is serialized once however many clients get it and not at all if nobody does. For one thread.
 */
public final class TimedFrame {
    private final FrameType type;
    private final String symbol;
    private final Instant eventTime;
    private final Instant due;
    private @Nullable Supplier<byte[]> writer;
    private byte @Nullable [] bytes;

    /**
     * A frame that goes out at {@code due}.
     *
     * @param eventTime the event's own time, by which a later event is told from an earlier one
     * @param writer makes the whole frame, UTF-8 JSON; called at most once
     */
    public TimedFrame(FrameType type, String symbol, Instant eventTime, Instant due, Supplier<byte[]> writer) {
        this.type = type;
        this.symbol = symbol;
        this.eventTime = eventTime;
        this.due = due;
        this.writer = writer;
    }

    /** What the frame is about. */
    public FrameType type() {
        return type;
    }

    /** The market's code. */
    public String symbol() {
        return symbol;
    }

    /** The event's own time. */
    public Instant eventTime() {
        return eventTime;
    }

    /** When the exchange sends it. */
    public Instant due() {
        return due;
    }

    /** The whole frame; not to be changed. */
    public byte[] bytes() {
        Supplier<byte[]> first = writer;
        if (first != null) {
            bytes = first.get();
            writer = null;
        }
        if (bytes == null) {
            throw new IllegalStateException("the frame's writer failed before");
        }
        return bytes;
    }
}

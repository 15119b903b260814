package io.market1s.simulator.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recorded stretch of the exchange's WebSocket: JSON lines {@code {"recv_ns":…,"raw":"<DEFAULT frame>"}} in the order
 * of arrival. What is kept of the file is an overview; its frames are read from it when they are played. Immutable.
 */
public final class Capture {
    private final Path file;
    private final Map<String, Instant> firstFrames;
    private final Instant firstReceived;
    private final Instant lastReceived;
    private final long size;
    private final List<String> notes;

    private Capture(
            Path file,
            Map<String, Instant> firstFrames,
            Instant firstReceived,
            Instant lastReceived,
            long size,
            List<String> notes) {
        this.file = file;
        this.firstFrames = Map.copyOf(firstFrames);
        this.firstReceived = firstReceived;
        this.lastReceived = lastReceived;
        this.size = size;
        this.notes = List.copyOf(notes);
    }

    /**
     * Reads through and checks a whole file. Frames that are not about a market, such as {@code {"status":"UP"}},
     * are left out, and so is what no exchange sent over its WebSocket: heartbeats and back-filled trades of an export.
     *
     * @throws CaptureException if the file cannot be read, has no market frame, or has a line that is not as it must be
     */
    public static Capture load(Path file) throws CaptureException {
        try (CaptureReader reader = CaptureReader.open(file)) {
            Map<String, Instant> first = new TreeMap<>();
            CapturedFrame begin = reader.next();
            if (begin == null) {
                throw new CaptureException(
                        file, "has no market frames; write one JSON object a line with recv_ns and raw", null);
            }
            CapturedFrame end = begin;
            long size = 0;
            for (CapturedFrame frame = begin; frame != null; frame = reader.next()) {
                first.putIfAbsent(frame.event().symbol(), frame.received());
                end = frame;
                size++;
            }
            return new Capture(file, first, begin.received(), end.received(), size, reader.notes());
        }
    }

    /** The codes of the markets that occur, in alphabetical order. */
    public List<String> symbols() {
        return firstFrames.keySet().stream().sorted().toList();
    }

    /** By market, when its first frame arrived. */
    public Map<String, Instant> firstFrames() {
        return firstFrames;
    }

    /** From the first to the last arrival. */
    public Duration length() {
        return Duration.between(firstReceived, lastReceived);
    }

    /** How many frames there are. */
    public long size() {
        return size;
    }

    /** What of the file is not played, or not as it stands there: a text each, for a person. */
    public List<String> notes() {
        return notes;
    }

    Instant firstReceived() {
        return firstReceived;
    }

    /** Begins to read its frames. */
    CaptureReader read() throws CaptureException {
        return CaptureReader.open(file);
    }
}

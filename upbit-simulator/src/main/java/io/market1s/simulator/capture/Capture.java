package io.market1s.simulator.capture;

import io.market1s.data.MarketEvent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A recorded stretch of the exchange's WebSocket: JSON lines {@code {"recv_ns":…,"raw":"<DEFAULT frame>"}} in the order
 * of arrival. Held in memory whole. Immutable.
 */
public final class Capture {
    private final List<CapturedFrame> frames;

    private Capture(List<CapturedFrame> frames) {
        this.frames = List.copyOf(frames);
    }

    /**
     * Reads and checks a whole file. Frames that are not about a market, such as {@code {"status":"UP"}},
     * are left out, and so is what no exchange sent over its WebSocket: heartbeats and back-filled trades of an export.
     *
     * @throws CaptureException if the file cannot be read, has no market frame, or has a line that is not as it must be
     */
    public static Capture load(Path file) throws CaptureException {
        List<CapturedFrame> frames = new ArrayList<>();
        try (InputStream in = CaptureFiles.open(file)) {
            CaptureLine lines = new CaptureLine(file);
            for (byte[] line = CaptureFiles.nextLine(in); line != null; line = CaptureFiles.nextLine(in)) {
                CapturedFrame frame = lines.read(line);
                if (frame != null) {
                    frames.add(frame);
                }
            }
        } catch (NoSuchFileException e) {
            throw new CaptureException(file, "there is no such file", e);
        } catch (IOException e) {
            throw new CaptureException(file, "cannot be read: " + e.getMessage(), e);
        }
        if (frames.isEmpty()) {
            throw new CaptureException(
                    file, "has no market frames; write one JSON object a line with recv_ns and raw", null);
        }
        return new Capture(frames);
    }

    /** The codes of the markets that occur, in alphabetical order. */
    public List<String> symbols() {
        return frames.stream()
                .map(CapturedFrame::event)
                .map(MarketEvent::symbol)
                .distinct()
                .sorted()
                .toList();
    }

    /** By market, when its first frame arrived. */
    public Map<String, Instant> firstFrames() {
        Map<String, Instant> first = new TreeMap<>();
        frames.forEach(frame -> first.putIfAbsent(frame.event().symbol(), frame.received()));
        return Map.copyOf(first);
    }

    /** From the first to the last arrival. */
    public Duration length() {
        return Duration.between(firstReceived(), frames.get(frames.size() - 1).received());
    }

    /** How many frames there are. */
    public int size() {
        return frames.size();
    }

    Instant firstReceived() {
        return frames.get(0).received();
    }

    CapturedFrame frame(int index) {
        return frames.get(index);
    }
}

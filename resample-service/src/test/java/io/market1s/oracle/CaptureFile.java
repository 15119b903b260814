package io.market1s.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A capture: the frames of one connection in the order of their arrival, without SNAPSHOT frames. It also says which
 * seconds a perfect ingest vouches for that has seen just this one connection.
 */
public final class CaptureFile {
    private static final long SECOND = 1000;
    /** A frame's own time may be so much older than its arrival: the code's first second must begin after it arrived. */
    private static final long MAX_LAG = 1000;

    /** The feed of its heartbeats. */
    public static final String FEED = "capture/1";

    private final List<CapturedFrame> frames;

    public CaptureFile(List<CapturedFrame> frames) {
        this.frames = List.copyOf(frames);
    }

    /**
     * One frame.
     *
     * @param timestamp the frame's own: when the exchange made it
     */
    public record CapturedFrame(String raw, String type, String code, Instant timestamp, Instant received) {}

    /** Reads lines of {@code {"recv_ns": …, "raw": "…"}}. */
    public static CaptureFile read(Path file) throws IOException {
        List<CapturedFrame> frames = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.isBlank()) {
                JsonNode json = Json.read(line);
                frames.add(frame(Json.text(json, "raw"), Json.integer(json, "recv_ns")));
            }
        }
        return new CaptureFile(frames);
    }

    private static CapturedFrame frame(String raw, long receivedNanos) {
        JsonNode json = Json.read(raw);
        return new CapturedFrame(
                raw,
                Json.text(json, "type"),
                Json.text(json, "code"),
                Instant.ofEpochMilli(Json.millis(json, "timestamp")),
                Instant.ofEpochSecond(0, receivedNanos));
    }

    public List<CapturedFrame> frames() {
        return frames;
    }

    /** The codes that occur. */
    public Set<String> codes() {
        Set<String> codes = new TreeSet<>();
        frames.forEach(frame -> codes.add(frame.code()));
        return codes;
    }

    /** The ends of the seconds that each code's heartbeats vouch for; none if the capture is too short. */
    public Map<String, Set<Instant>> covered() {
        Map<String, Long> starts = new TreeMap<>();
        long clock = Long.MIN_VALUE;
        for (CapturedFrame frame : frames) {
            clock = Math.max(clock, frame.timestamp().toEpochMilli());
            starts.putIfAbsent(frame.code(), clock);
        }
        Map<String, Set<Instant>> covered = new TreeMap<>();
        for (Map.Entry<String, Long> start : starts.entrySet()) {
            Set<Instant> seconds = new TreeSet<>();
            for (long second = Math.floorDiv(start.getValue(), SECOND) * SECOND; second <= clock; second += SECOND) {
                if (start.getValue() < second - SECOND - MAX_LAG) {
                    seconds.add(Instant.ofEpochMilli(second));
                }
            }
            covered.put(start.getKey(), seconds);
        }
        return covered;
    }

    /** The raw records of the capture: its frames, and a heartbeat for every covered second. */
    public List<RawRecord> records(Duration horizon) {
        List<RawRecord> records = new ArrayList<>();
        frames.forEach(frame -> records.add(record(frame, horizon)));
        covered().forEach((code, seconds) -> seconds.forEach(second -> records.add(heartbeat(code, second))));
        return records;
    }

    /** The raw record of a frame. */
    public RawRecord record(CapturedFrame frame, Duration horizon) {
        Instant effect = frame.received().isAfter(eventTime(frame).plus(horizon))
                ? Instant.ofEpochMilli(frame.received().toEpochMilli())
                : eventTime(frame);
        return new RawRecord("upbit." + frame.type(), frame.code(), frame.raw(), effect, frame.received());
    }

    private static Instant eventTime(CapturedFrame frame) {
        return frame.type().equals("trade")
                ? Instant.ofEpochMilli(Json.millis(Json.read(frame.raw()), "trade_timestamp"))
                : frame.timestamp();
    }

    private static RawRecord heartbeat(String code, Instant second) {
        String json = "{\"type\":\"heartbeat\",\"code\":\"%s\",\"second\":%d,\"feed\":\"%s\"}"
                .formatted(code, second.toEpochMilli(), FEED);
        return new RawRecord(RawRecord.HEARTBEAT, code, json, second, second);
    }
}

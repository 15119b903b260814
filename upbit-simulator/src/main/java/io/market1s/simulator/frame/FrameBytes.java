package io.market1s.simulator.frame;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.market1s.data.Epoch;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Set;

/** Edits of a frame's bytes that leave everything else as it was spelled. */
public final class FrameBytes {
    private static final JsonFactory JSON = new JsonFactory();
    private static final byte[] REALTIME = "\"stream_type\":\"REALTIME\"".getBytes(US_ASCII);
    private static final byte[] SNAPSHOT = "\"stream_type\":\"SNAPSHOT\"".getBytes(US_ASCII);
    private static final byte[] STREAM_TYPE = "\"stream_type\":\"".getBytes(US_ASCII);
    private static final byte[] UNITS = "\"orderbook_units\":[".getBytes(US_ASCII);

    private FrameBytes() {}

    /** The frame as the SNAPSHOT with which a subscription begins. */
    public static byte[] asSnapshot(byte[] frame) {
        int at = lastIndexOf(frame, REALTIME);
        if (at < 0) {
            return frame;
        }
        byte[] snapshot = frame.clone();
        System.arraycopy(SNAPSHOT, 0, snapshot, at, SNAPSHOT.length);
        return snapshot;
    }

    /** The frame without its field {@code stream_type}, which is not its first; itself if it has none. */
    public static byte[] withoutStreamType(byte[] frame) {
        int name = lastIndexOf(frame, STREAM_TYPE);
        int comma = name;
        while (comma > 0 && frame[comma] != ',') {
            comma--;
        }
        if (comma <= 0) {
            return frame;
        }
        int end = name + STREAM_TYPE.length;
        while (end < frame.length - 1 && frame[end] != '"') {
            end++;
        }
        byte[] without = Arrays.copyOf(frame, comma + frame.length - end - 1);
        System.arraycopy(frame, end + 1, without, comma, frame.length - end - 1);
        return without;
    }

    /** The book with its best units only; the frame itself if it has no more. */
    public static byte[] firstUnits(byte[] frame, int units) {
        int start = lastIndexOf(frame, UNITS);
        if (start < 0) {
            return frame;
        }
        int keepTo = start + UNITS.length;
        for (int unit = 0; unit < units; unit++) {
            while (keepTo < frame.length && frame[keepTo] != '}' && frame[keepTo] != ']') {
                keepTo++;
            }
            if (keepTo == frame.length || frame[keepTo] == ']') {
                return frame;
            }
            keepTo++;
        }
        int end = keepTo;
        while (end < frame.length && frame[end] != ']') {
            end++;
        }
        byte[] cut = Arrays.copyOf(frame, keepTo + frame.length - end);
        System.arraycopy(frame, end, cut, keepTo, frame.length - end);
        return cut;
    }

    /**
     * The frame with its own {@code timestamp} and {@code trade_timestamp} moved; a time in microseconds stays one.
     *
     * @throws IOException if the frame is not one whole JSON object with integer times
     */
    public static byte[] shifted(byte[] frame, long millis) throws IOException {
        return moved(frame, millis, Set.of("timestamp", "trade_timestamp"));
    }

    /**
     * The frame with its own {@code timestamp} moved and the time of the trade as it was; a time in microseconds stays one.
     *
     * @throws IOException if the frame is not one whole JSON object with integer times
     */
    public static byte[] restamped(byte[] frame, long millis) throws IOException {
        return moved(frame, millis, Set.of("timestamp"));
    }

    private static byte[] moved(byte[] frame, long millis, Set<String> times) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(frame.length + 8);
        int copied = 0;
        try (JsonParser json = JSON.createParser(frame)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (times.contains(name) && value == JsonToken.VALUE_NUMBER_INT) {
                    int at = (int) json.currentTokenLocation().getByteOffset();
                    out.write(frame, copied, at - copied);
                    out.writeBytes(
                            Long.toString(moved(json.getLongValue(), millis)).getBytes(US_ASCII));
                    copied = at + json.getTextLength();
                } else {
                    json.skipChildren();
                }
            }
        }
        out.write(frame, copied, frame.length - copied);
        return out.toByteArray();
    }

    private static long moved(long time, long millis) {
        return Epoch.toMillis(time) == time ? time + millis : time + millis * 1000;
    }

    private static int lastIndexOf(byte[] frame, byte[] part) {
        for (int at = frame.length - part.length; at >= 0; at--) {
            if (Arrays.equals(frame, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        return -1;
    }
}

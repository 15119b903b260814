package io.market1s.simulator.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.market1s.data.Decimals;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a capture's lines one after the other and says of the first bad one what is wrong. For one file, one thread. */
final class CaptureLine {
    private static final JsonFactory JSON = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxStringLength(32 << 20).build())
            .build();
    private static final long NANOS = 1_000_000_000L;

    private final Path file;
    private final UpbitParser parser = new UpbitParser();
    private int number;
    private Instant last = Instant.MIN;

    CaptureLine(Path file) {
        this.file = file;
    }

    /** The next line's frame; null if it is not about a market. */
    @Nullable
    CapturedFrame read(byte[] line) throws CaptureException {
        number++;
        Long receivedNanos = null;
        String raw = null;
        boolean ofFrame = true;
        try (JsonParser json = JSON.createParser(line)) {
            check(json.nextToken() == JsonToken.START_OBJECT, "is not a JSON object");
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("recv_ns")) {
                    check(value == JsonToken.VALUE_NUMBER_INT, "recv_ns must be a whole number of nanoseconds");
                    receivedNanos = json.getLongValue();
                } else if (name.equals("raw")) {
                    check(value == JsonToken.VALUE_STRING, "raw must be a text that holds the frame");
                    raw = json.getText();
                } else if (name.equals("topic")) {
                    ofFrame &= !Topics.HEARTBEAT.equals(json.getText());
                    json.skipChildren();
                } else if (name.equals("headers") && value == JsonToken.START_OBJECT) {
                    ofFrame &= !isFromRest(json);
                } else {
                    json.skipChildren();
                }
            }
            check(json.nextToken() == null, "has something after its JSON object");
        } catch (IOException e) {
            throw problem("is not whole JSON");
        }
        if (receivedNanos == null || raw == null) {
            throw problem((receivedNanos == null ? "recv_ns" : "raw") + " is missing");
        }
        check(receivedNanos > 0, "recv_ns must be positive");
        return ofFrame ? frame(instant(receivedNanos), raw.getBytes(UTF_8)) : null;
    }

    private static boolean isFromRest(JsonParser json) throws IOException {
        boolean rest = false;
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            json.nextToken();
            rest |= name.equals("source") && "rest".equals(json.getText());
            json.skipChildren();
        }
        return rest;
    }

    private @Nullable CapturedFrame frame(Instant received, byte[] raw) throws CaptureException {
        check(!received.isBefore(last), "recv_ns is earlier than on the line before");
        last = received;
        try {
            Frame frame = parser.frame(raw);
            return frame instanceof Frame.Market market
                    ? new CapturedFrame(received, raw, market.event(), prevClosingPrice(raw))
                    : null;
        } catch (MalformedException e) {
            throw problem("raw is not a frame of format DEFAULT: " + e.reason());
        } catch (IOException | NumberFormatException e) {
            throw problem("prev_closing_price is not a number");
        }
    }

    private static BigDecimal prevClosingPrice(byte[] raw) throws IOException {
        try (JsonParser json = JSON.createParser(raw)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (name.equals("prev_closing_price") && value.isNumeric()) {
                    BigDecimal price = json.getDecimalValue();
                    if (!Decimals.plausible(price)) {
                        throw new NumberFormatException("implausible");
                    }
                    return price;
                }
                json.skipChildren();
            }
        }
        return BigDecimal.ZERO;
    }

    private static Instant instant(long nanos) {
        return Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
    }

    private void check(boolean condition, String problem) throws CaptureException {
        if (!condition) {
            throw problem(problem);
        }
    }

    private CaptureException problem(String problem) {
        return new CaptureException(file, number, problem);
    }
}

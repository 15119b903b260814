package io.market1s.simulator.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.market1s.data.Decimals;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a capture's lines one after the other and says of the first bad one what is wrong. What a recorder may well leave is
 * taken with a note: blank lines, a last line that is cut off, messages of other types, and small steps back in time. For
 * one file, one thread.
 */
final class CaptureLine {
    /** A recorder with several connections writes their messages a little out of order. */
    private static final Duration SMALL_STEP = Duration.ofSeconds(10);

    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .readerFor(WithPrevClosingPrice.class);

    private final Path file;
    private final UpbitParser parser = new UpbitParser();
    private int number;
    private Instant last = Instant.MIN;
    private final Map<String, Note> notes = new LinkedHashMap<>();

    private record Note(int firstLine, int lines) {}

    /** Of a ticker or a trade, what the parser of the pipeline does not read. */
    private record WithPrevClosingPrice(
            @JsonProperty("prev_closing_price") @Nullable BigDecimal price) {}

    CaptureLine(Path file) {
        this.file = file;
    }

    /** The next line's frame; null if it is not about a market. */
    @Nullable
    CapturedFrame read(CaptureFiles.Line line) throws CaptureException {
        number++;
        if (new String(line.text(), UTF_8).isBlank()) {
            return leftOut("blank");
        }
        CaptureFields fields;
        try {
            fields = CaptureFields.read(line.text());
        } catch (CaptureFields.BadLineException e) {
            if (!line.ended()) {
                return leftOut("cut off at the end of the file");
            }
            throw problem(String.valueOf(e.getMessage()));
        }
        boolean ofFrame = !Topics.HEARTBEAT.equals(fields.topic())
                && (fields.headers() == null || !"rest".equals(fields.headers().get("source")));
        return ofFrame ? frame(fields.received(), fields.rawBytes()) : null;
    }

    /** What was left out or moved so far, a text each. */
    List<String> notes() {
        return notes.entrySet().stream()
                .map(note -> "%s: %d lines, the first is line %d"
                        .formatted(
                                note.getKey(),
                                note.getValue().lines(),
                                note.getValue().firstLine()))
                .toList();
    }

    private @Nullable CapturedFrame frame(Instant recorded, byte[] raw) throws CaptureException {
        Instant received = recorded;
        if (recorded.isBefore(last)) {
            check(!recorded.isBefore(last.minus(SMALL_STEP)), "recv_ns is much earlier than on the line before");
            note("recv_ns a little earlier than on the line before, played at that line's time");
            received = last;
        }
        last = received;
        try {
            Frame frame = parser.frame(raw);
            return frame instanceof Frame.Market market
                    ? new CapturedFrame(received, raw, market.event(), prevClosingPrice(raw))
                    : null;
        } catch (MalformedException e) {
            if (e.reason().equals("unknown type")) {
                return leftOut("of a type that is not played");
            }
            throw problem("raw is not a frame of format DEFAULT: " + e.reason());
        } catch (IOException | NumberFormatException e) {
            throw problem("prev_closing_price is not a number");
        }
    }

    private @Nullable CapturedFrame leftOut(String why) {
        note("left out, " + why);
        return null;
    }

    private void note(String what) {
        notes.merge(what, new Note(number, 1), (before, now) -> new Note(before.firstLine(), before.lines() + 1));
    }

    private static BigDecimal prevClosingPrice(byte[] raw) throws IOException {
        BigDecimal price = READER.<WithPrevClosingPrice>readValue(raw).price();
        if (price == null) {
            return BigDecimal.ZERO;
        }
        if (!Decimals.plausible(price)) {
            throw new NumberFormatException("implausible");
        }
        return price;
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

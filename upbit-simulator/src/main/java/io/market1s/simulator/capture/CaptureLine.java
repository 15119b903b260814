package io.market1s.simulator.capture;

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
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads a capture's lines one after the other and says of the first bad one what is wrong. For one file, one thread. */
final class CaptureLine {
    private static final ObjectReader READER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build()
            .readerFor(WithPrevClosingPrice.class);

    private final Path file;
    private final UpbitParser parser = new UpbitParser();
    private int number;
    private Instant last = Instant.MIN;

    /** Of a ticker or a trade, what the parser of the pipeline does not read. */
    private record WithPrevClosingPrice(
            @JsonProperty("prev_closing_price") @Nullable BigDecimal price) {}

    CaptureLine(Path file) {
        this.file = file;
    }

    /** The next line's frame; null if it is not about a market. */
    @Nullable
    CapturedFrame read(byte[] line) throws CaptureException {
        number++;
        try {
            CaptureFields fields = CaptureFields.read(line);
            boolean ofFrame = !Topics.HEARTBEAT.equals(fields.topic())
                    && (fields.headers() == null
                            || !"rest".equals(fields.headers().get("source")));
            return ofFrame ? frame(fields.received(), fields.rawBytes()) : null;
        } catch (CaptureFields.BadLineException e) {
            throw problem(String.valueOf(e.getMessage()));
        }
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

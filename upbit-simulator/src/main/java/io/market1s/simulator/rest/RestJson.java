package io.market1s.simulator.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.market1s.data.Trade;
import io.market1s.simulator.frame.MadeTrade;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of REST answers. Numbers are spelled with eight decimals, other than on the WebSocket. Thread-safe. */
final class RestJson {
    private static final JsonFactory JSON = new JsonFactory();
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter KOREA = UTC.withZone(ZoneOffset.ofHours(9));

    private RestJson() {}

    static byte[] markets(List<String> symbols, boolean details) {
        return array(symbols, (symbol, json) -> {
            json.writeStringField("market", symbol);
            String base = symbol.substring(symbol.indexOf('-') + 1);
            json.writeStringField("korean_name", base);
            json.writeStringField("english_name", base);
            if (details) {
                json.writeObjectFieldStart("market_event");
                json.writeBooleanField("warning", false);
                json.writeObjectFieldStart("caution");
                json.writeEndObject();
                json.writeEndObject();
            }
        });
    }

    static byte[] trades(List<MadeTrade> trades) {
        return array(trades, (made, json) -> {
            Trade trade = made.trade();
            json.writeStringField("market", trade.symbol());
            json.writeStringField("trade_date_utc", DATE.format(trade.time()));
            json.writeStringField("trade_time_utc", TIME.format(trade.time()));
            json.writeNumberField("timestamp", trade.time().toEpochMilli());
            number(json, "trade_price", trade.price());
            number(json, "trade_volume", trade.volume());
            number(json, "prev_closing_price", made.prevClosingPrice());
            number(json, "change_price", trade.price().subtract(made.prevClosingPrice()));
            json.writeStringField("ask_bid", trade.side().name());
            json.writeNumberField("sequential_id", trade.sequentialId());
        });
    }

    /** Candles; with the field {@code unit}, in minutes, unless that is null. */
    static byte[] candles(String symbol, List<RestCandle> candles, @Nullable Integer unit) {
        return array(candles, (candle, json) -> {
            json.writeStringField("market", symbol);
            json.writeStringField("candle_date_time_utc", UTC.format(candle.open()));
            json.writeStringField("candle_date_time_kst", KOREA.format(candle.open()));
            number(json, "opening_price", candle.prices().open());
            number(json, "high_price", candle.prices().high());
            number(json, "low_price", candle.prices().low());
            number(json, "trade_price", candle.prices().close());
            json.writeNumberField("timestamp", candle.lastTrade().toEpochMilli());
            number(json, "candle_acc_trade_price", candle.value());
            number(json, "candle_acc_trade_volume", candle.volume());
            if (unit != null) {
                json.writeNumberField("unit", unit);
            }
        });
    }

    /** The body of a refusal; it tells for how long unless {@code seconds} is null. */
    static byte[] refusal(int status, @Nullable Long seconds) {
        String message = status == 404 ? "Code not found" : status == 418 ? "Blocked." : "Too many API requests.";
        return error(status, seconds == null ? message : message + " Retry after " + seconds + " seconds.");
    }

    static byte[] error(int status, String message) {
        return object(json -> {
            json.writeObjectFieldStart("error");
            json.writeNumberField("name", status);
            json.writeStringField("message", message);
            json.writeEndObject();
        });
    }

    private static void number(JsonGenerator json, String name, BigDecimal value) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(spelled(value));
    }

    /** With eight decimals; more of them stay: the value of a trade is an exact product. */
    static String spelled(BigDecimal value) {
        return (value.scale() < 8 ? value.setScale(8, RoundingMode.UNNECESSARY) : value).toPlainString();
    }

    private static <T> byte[] array(List<T> elements, Element<T> writer) {
        return write(json -> {
            json.writeStartArray();
            for (T element : elements) {
                json.writeStartObject();
                writer.write(element, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static byte[] object(Body fields) {
        return write(json -> {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        });
    }

    private static byte[] write(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    private interface Element<T> {
        void write(T element, JsonGenerator json) throws IOException;
    }
}

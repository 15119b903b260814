package io.market1s.data.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.TradeSummary;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The bar as JSON: one flat object, fields named like the table's columns, times in epoch milliseconds, decimals as
 * numbers in plain notation (the sink reads a quoted decimal as garbage), absent values as null. Thread-safe.
 */
public final class BarJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
            .build();

    private static final int USUAL_LENGTH = 640;

    private BarJson() {}

    /** The bar as UTF-8 JSON. */
    public static byte[] write(Bar bar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_LENGTH);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            write(bar, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Bar bar, JsonGenerator json) throws IOException {
        BarContent content = bar.content();
        json.writeStartObject();
        json.writeStringField("symbol", content.symbol());
        json.writeNumberField("ts", content.ts().toEpochMilli());
        writeQuote(content.quote(), json);
        number("last_trade_price", content.lastTradePrice(), json);
        json.writeStringField("last_trade_side", name(content.lastTradeSide()));
        writeTrades(content.trades(), json);
        json.writeNumberField("book_count_1s", content.bookCount());
        number("book_age_ms", content.bookAgeMillis(), json);
        json.writeBooleanField("complete", content.complete());
        json.writeBooleanField("trades_complete", content.tradesComplete());
        json.writeNumberField("revision", bar.revision());
        json.writeNumberField("emitted_at", bar.emittedAt().toEpochMilli());
        json.writeEndObject();
    }

    private static void writeQuote(@Nullable Quote quote, JsonGenerator json) throws IOException {
        number("mid", quote == null ? null : quote.mid(), json);
        number("bid", quote == null ? null : quote.bid(), json);
        number("ask", quote == null ? null : quote.ask(), json);
        number("spread", quote == null ? null : quote.spread(), json);
        number("bid_size", quote == null ? null : quote.bidSize(), json);
        number("ask_size", quote == null ? null : quote.askSize(), json);
        Double imbalance = quote == null ? null : quote.imbalance();
        json.writeFieldName("imbalance_top5");
        if (imbalance == null) {
            json.writeNull();
        } else {
            json.writeNumber(imbalance);
        }
    }

    private static void writeTrades(TradeSummary trades, JsonGenerator json) throws IOException {
        json.writeNumberField("trade_count_1s", trades.count());
        number("trade_volume_1s", trades.volume(), json);
        number("trade_value_1s", trades.value(), json);
        number("buy_volume_1s", trades.buyVolume(), json);
        TradeSummary.Ohlc prices = trades.prices();
        number("open", prices == null ? null : prices.open(), json);
        number("high", prices == null ? null : prices.high(), json);
        number("low", prices == null ? null : prices.low(), json);
        number("close", prices == null ? null : prices.close(), json);
    }

    private static void number(String name, @Nullable BigDecimal value, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(value);
    }

    private static void number(String name, @Nullable Long value, JsonGenerator json) throws IOException {
        json.writeFieldName(name);
        if (value == null) {
            json.writeNull();
        } else {
            json.writeNumber(value);
        }
    }

    private static @Nullable String name(@Nullable Side side) {
        return side == null ? null : side.name();
    }
}

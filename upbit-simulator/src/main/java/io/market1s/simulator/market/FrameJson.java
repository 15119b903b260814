package io.market1s.simulator.market;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Writes frames of format DEFAULT with all their fields, each number in one of Upbit's spellings. Thread-safe. */
final class FrameJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();
    private static final DateTimeFormatter DATE = utc("yyyy-MM-dd");
    private static final DateTimeFormatter COMPACT_DATE = utc("yyyyMMdd");
    private static final DateTimeFormatter TIME = utc("HH:mm:ss");
    private static final DateTimeFormatter COMPACT_TIME = utc("HHmmss");

    private FrameJson() {}

    static byte[] trade(Execution trade, Spelling spelling) {
        return write("trade", trade.symbol(), trade.made(), 512, json -> {
            Instant time = Instant.ofEpochMilli(trade.time());
            json.writeStringField("trade_date", DATE.format(time));
            json.writeStringField("trade_time", TIME.format(time));
            json.writeNumberField("trade_timestamp", trade.time());
            number(json, "trade_price", spelling.of(trade.price()));
            number(json, "trade_volume", spelling.of(trade.volume()));
            json.writeStringField("ask_bid", trade.side().name());
            number(json, "prev_closing_price", Spelling.FULL.of(trade.previousClose()));
            json.writeStringField("change", change(trade.price() - trade.previousClose()));
            number(json, "change_price", Spelling.FULL.of(Math.abs(trade.price() - trade.previousClose())));
            json.writeNumberField("sequential_id", trade.id());
            number(json, "best_ask_price", Spelling.SHORT.of(trade.top().ask()));
            number(json, "best_ask_size", Spelling.SHORT.of(trade.top().askSize()));
            number(json, "best_bid_price", Spelling.SHORT.of(trade.top().bid()));
            number(json, "best_bid_size", Spelling.SHORT.of(trade.top().bidSize()));
            json.writeStringField("stream_type", "REALTIME");
        });
    }

    static byte[] book(String symbol, long timestamp, Ladder.Book book, Spelling spelling) {
        return write("orderbook", symbol, timestamp, 4096, json -> {
            number(json, "total_ask_size", spelling.of(sum(book.askSizes())));
            number(json, "total_bid_size", spelling.of(sum(book.bidSizes())));
            json.writeArrayFieldStart("orderbook_units");
            for (int i = 0; i < Ladder.UNITS; i++) {
                json.writeStartObject();
                number(json, "ask_price", spelling.of(book.askPrices()[i]));
                number(json, "bid_price", spelling.of(book.bidPrices()[i]));
                number(json, "ask_size", spelling.of(book.askSizes()[i]));
                number(json, "bid_size", spelling.of(book.bidSizes()[i]));
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("stream_type", "REALTIME");
            json.writeNumberField("level", 0);
        });
    }

    static byte[] ticker(long timestamp, Execution last, Day.State day, Spelling spelling) {
        return write("ticker", last.symbol(), timestamp, 1024, json -> {
            Instant time = Instant.ofEpochMilli(last.time());
            long change = last.price() - day.previousClose();
            String rate = String.valueOf(Math.abs((double) change / day.previousClose()));
            String sign = change < 0 ? "-" : "";
            number(json, "opening_price", spelling.of(day.opening()));
            number(json, "high_price", spelling.of(day.high()));
            number(json, "low_price", spelling.of(day.low()));
            number(json, "trade_price", spelling.of(last.price()));
            number(json, "prev_closing_price", Spelling.FULL.of(day.previousClose()));
            json.writeNumberField("acc_trade_price", day.value());
            json.writeStringField("change", change(change));
            number(json, "change_price", Spelling.FULL.of(Math.abs(change)));
            number(json, "signed_change_price", sign + Spelling.FULL.of(Math.abs(change)));
            number(json, "change_rate", rate);
            number(json, "signed_change_rate", sign + rate);
            json.writeStringField("ask_bid", last.side().name());
            number(json, "trade_volume", spelling.of(last.volume()));
            number(json, "acc_trade_volume", spelling.of(day.askVolume() + day.bidVolume()));
            json.writeStringField("trade_date", COMPACT_DATE.format(time));
            json.writeStringField("trade_time", COMPACT_TIME.format(time));
            json.writeNumberField("trade_timestamp", last.time());
            number(json, "acc_ask_volume", spelling.of(day.askVolume()));
            number(json, "acc_bid_volume", spelling.of(day.bidVolume()));
            number(json, "highest_52_week_price", Spelling.FULL.of(day.previousClose() * 2));
            json.writeStringField("highest_52_week_date", DATE.format(time));
            number(json, "lowest_52_week_price", Spelling.FULL.of(day.previousClose() / 2));
            json.writeStringField("lowest_52_week_date", DATE.format(time));
            json.writeStringField("market_state", "ACTIVE");
            json.writeBooleanField("is_trading_suspended", false);
            json.writeNullField("delisting_date");
            json.writeStringField("market_warning", "NONE");
            json.writeNumberField("acc_trade_price_24h", day.value24h());
            number(json, "acc_trade_volume_24h", spelling.of(day.volume24h()));
            json.writeStringField("stream_type", "REALTIME");
        });
    }

    private static byte[] write(String type, String symbol, long timestamp, int size, Fields fields) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(new BufferRecycler(), size);
                JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("code", symbol);
            json.writeNumberField("timestamp", timestamp);
            fields.writeTo(json);
            json.writeEndObject();
            json.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void number(JsonGenerator json, String name, String spelled) throws IOException {
        json.writeFieldName(name);
        json.writeNumber(spelled);
    }

    private static String change(long difference) {
        return difference == 0 ? "EVEN" : difference > 0 ? "RISE" : "FALL";
    }

    private static long sum(long[] sizes) {
        long sum = 0;
        for (long size : sizes) {
            sum += size;
        }
        return sum;
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }

    /** The fields between the head and the end. */
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }
}

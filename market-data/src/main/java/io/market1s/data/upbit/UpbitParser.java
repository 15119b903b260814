package io.market1s.data.upbit;

import static io.market1s.data.json.StrictJson.positive;
import static io.market1s.data.json.StrictJson.required;
import static io.market1s.data.json.StrictJson.symbol;
import static io.market1s.data.json.StrictJson.time;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Side;
import io.market1s.data.Ticker;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads Upbit's JSON (format DEFAULT) in one pass, whatever the order of the keys. Unknown fields are ignored, used ones
 * are required to have their type and to occur once. Thread-safe.
 *
 * <p>A time over 1e14 is in microseconds (seen on the wire in 2023) and is cut to milliseconds here, so that both
 * services agree on it.
 */
public final class UpbitParser {
    /**
     * Reads one WebSocket message.
     *
     * @throws MalformedException if it is not exactly one whole JSON object, in UTF-8, of a known type with everything it
     *     needs
     */
    public Frame frame(byte[] message) throws MalformedException {
        UpbitFields fields = UpbitFields.of(message);
        if (fields.error != null) {
            return fields.error;
        }
        if (fields.type == null && fields.status != null) {
            return new Frame.Status(fields.status);
        }
        MarketEvent event = event(fields);
        Instant timestamp = time("timestamp", fields.timestamp);
        return new Frame.Market(event, timestamp, stream(fields.streamType));
    }

    /**
     * Reads what a raw topic holds: a WebSocket message of any type or, back-filled, one trade as REST spells it.
     *
     * @throws MalformedException as {@link #frame}, also for a message that is not about a market
     */
    public MarketEvent event(byte[] value) throws MalformedException {
        UpbitFields fields = UpbitFields.of(value);
        return fields.type == null && fields.market != null ? restTrade(fields) : event(fields);
    }

    /**
     * Reads one element of the answer of {@code /v1/trades/ticks}.
     *
     * @throws MalformedException if it is not one whole JSON object with everything that a trade needs
     */
    public Trade restTrade(byte[] element) throws MalformedException {
        return restTrade(UpbitFields.of(element));
    }

    /**
     * Reads one element of the answer of {@code /v1/ticker} or {@code /v1/ticker/all}.
     *
     * @throws MalformedException if it is not one whole JSON object with a market and a time
     */
    public Ticker restTicker(byte[] element) throws MalformedException {
        UpbitFields fields = UpbitFields.of(element);
        return ticker(fields, symbol("market", fields.market));
    }

    private static Frame.Stream stream(@Nullable String streamType) {
        if ("SNAPSHOT".equals(streamType)) {
            return Frame.Stream.SNAPSHOT;
        }
        return "REALTIME".equals(streamType) ? Frame.Stream.REALTIME : Frame.Stream.UNTOLD;
    }

    private static Ticker ticker(UpbitFields fields, String symbol) throws MalformedException {
        Long time = fields.tradeTimestamp;
        BigDecimal price = fields.tradePrice;
        BigDecimal volume = fields.tradeVolume;
        Ticker.Last last = time == null || time <= 0 || price == null || volume == null
                ? null
                : new Ticker.Last(time("trade_timestamp", time), price, volume);
        return new Ticker(symbol, time("timestamp", fields.timestamp), last, fields.dayVolume());
    }

    private static MarketEvent event(UpbitFields fields) throws MalformedException {
        return switch (required("type", fields.type)) {
            case "trade" -> trade(fields, symbol("code", fields.code), time("trade_timestamp", fields.tradeTimestamp));
            case "orderbook" -> book(fields);
            case "ticker" -> ticker(fields, symbol("code", fields.code));
            default -> throw new MalformedException("unknown type");
        };
    }

    private static Trade restTrade(UpbitFields fields) throws MalformedException {
        return trade(fields, symbol("market", fields.market), time("timestamp", fields.timestamp));
    }

    private static Trade trade(UpbitFields fields, String symbol, Instant time) throws MalformedException {
        return new Trade(
                symbol,
                time,
                required("sequential_id", fields.sequentialId),
                positive("trade_price", fields.tradePrice),
                positive("trade_volume", fields.tradeVolume),
                side(required("ask_bid", fields.askBid)));
    }

    private static Side side(String askBid) throws MalformedException {
        return switch (askBid) {
            case "BID" -> Side.BID;
            case "ASK" -> Side.ASK;
            default -> throw new MalformedException("unknown value of ask_bid");
        };
    }

    private static OrderBook book(UpbitFields fields) throws MalformedException {
        BookLevels levels = required("orderbook_units", fields.levels);
        return new OrderBook(
                symbol("code", fields.code), time("timestamp", fields.timestamp), levels.bids(), levels.asks());
    }
}

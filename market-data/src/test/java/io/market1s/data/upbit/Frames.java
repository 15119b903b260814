package io.market1s.data.upbit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.data.json.MalformedException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** JSON objects in today's shapes, field by field: the values are JSON text, so that any of them can be spoilt. */
final class Frames {
    private final Map<String, String> fields;

    private Frames(Map<String, String> fields) {
        this.fields = fields;
    }

    public static Frames trade() {
        return new Frames(Map.of())
                .with("type", "\"trade\"")
                .with("code", "\"KRW-BTC\"")
                .with("timestamp", "1785395043831")
                .with("trade_date", "\"2026-07-30\"")
                .with("trade_time", "\"07:04:03\"")
                .with("trade_timestamp", "1785395043779")
                .with("trade_price", "91361000.0")
                .with("trade_volume", "0.01275549")
                .with("ask_bid", "\"ASK\"")
                .with("prev_closing_price", "91424000.0")
                .with("change", "\"FALL\"")
                .with("change_price", "63000.0")
                .with("sequential_id", "17853950437790001")
                .with("best_ask_price", "91370000")
                .with("best_ask_size", "0.0070459")
                .with("best_bid_price", "91361000")
                .with("best_bid_size", "0.00196362")
                .with("stream_type", "\"REALTIME\"");
    }

    public static Frames restTrade() {
        return new Frames(Map.of())
                .with("market", "\"KRW-BTC\"")
                .with("trade_date_utc", "\"2026-07-30\"")
                .with("trade_time_utc", "\"07:04:03\"")
                .with("timestamp", "1785395043779")
                .with("trade_price", "91361000.0")
                .with("trade_volume", "0.01275549")
                .with("prev_closing_price", "91424000.0")
                .with("change_price", "-63000.0")
                .with("ask_bid", "\"ASK\"")
                .with("sequential_id", "17853950437790001");
    }

    public static Frames book() {
        return new Frames(Map.of())
                .with("type", "\"orderbook\"")
                .with("code", "\"KRW-BTC\"")
                .with("timestamp", "1790134743006")
                .with("total_ask_size", "1.83604250")
                .with("total_bid_size", "1.62306717")
                .with(
                        "orderbook_units",
                        units(
                                unit("1.16539E8", "0.02054761", "1.16538E8", "0.06612366"),
                                unit("1.16542E8", "0.00077720", "1.16537E8", "0.01129382")))
                .with("stream_type", "\"REALTIME\"")
                .with("level", "0");
    }

    public static Frames ticker() {
        return new Frames(Map.of())
                .with("type", "\"ticker\"")
                .with("code", "\"KRW-BTC\"")
                .with("trade_price", "32287000")
                .with("trade_volume", "0.03103806")
                .with("ask_bid", "\"ASK\"")
                .with("trade_timestamp", "1676965262139")
                .with("market_state", "\"ACTIVE\"")
                .with("is_trading_suspended", "false")
                .with("delisting_date", "null")
                .with("timestamp", "1676965262177")
                .with("stream_type", "\"REALTIME\"");
    }

    static String unit(String askPrice, String askSize, String bidPrice, String bidSize) {
        return "{\"ask_price\":%s,\"bid_price\":%s,\"ask_size\":%s,\"bid_size\":%s}"
                .formatted(askPrice, bidPrice, askSize, bidSize);
    }

    static String units(String... units) {
        return "[" + String.join(",", units) + "]";
    }

    Frames with(String name, String jsonText) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(name, jsonText);
        return new Frames(changed);
    }

    Frames without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.remove(name);
        return new Frames(changed);
    }

    Frames reversed() {
        List<Map.Entry<String, String>> entries = new ArrayList<>(fields.entrySet());
        Collections.reverse(entries);
        Map<String, String> changed = new LinkedHashMap<>();
        entries.forEach(entry -> changed.put(entry.getKey(), entry.getValue()));
        return new Frames(changed);
    }

    /** With the field twice. */
    String textWithAgain(String name) {
        String text = text();
        return text.substring(0, text.length() - 1) + ",\"" + name + "\":" + fields.get(name) + "}";
    }

    String text() {
        return fields.entrySet().stream()
                .map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    byte[] bytes() {
        return text().getBytes(UTF_8);
    }

    /** Why the parser refuses the frame; null if it does not. */
    static @Nullable String refusal(byte[] message) {
        try {
            new UpbitParser().frame(message);
            return null;
        } catch (MalformedException e) {
            return e.reason();
        }
    }

    static @Nullable String refusal(String message) {
        return refusal(message.getBytes(UTF_8));
    }

    @Nullable
    String refusal() {
        return refusal(bytes());
    }
}

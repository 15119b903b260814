package io.market1s.ingest.exchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one connection asks for: trades, books and tickers of its codes and, to have evidence every second, the books of
 * a busy pilot.
 *
 * @param codes markets
 * @param pilot a market with an optional book suffix, {@code KRW-BTC.1}; null if there is none, or it is among the codes
 */
public record Subscription(List<String> codes, @Nullable String pilot) {
    private static final JsonFactory JSON = new JsonFactory();

    public Subscription {
        codes = List.copyOf(codes);
        pilot = pilot == null || codes.contains(market(pilot)) ? null : pilot;
    }

    /**
     * Spreads markets over connections. A market stays where it is, a new one comes where there is room; there may be
     * subscriptions left without a market.
     *
     * @param before how other markets were spread; none at first
     */
    public static List<Subscription> spread(
            List<Subscription> before, Collection<String> codes, int codesPerConnection, @Nullable String pilot) {
        List<List<String>> spread = new ArrayList<>();
        Set<String> left = new LinkedHashSet<>(codes);
        for (Subscription old : before) {
            List<String> kept = new ArrayList<>(old.codes);
            kept.retainAll(left);
            kept.forEach(left::remove);
            spread.add(kept);
        }
        for (String code : left) {
            List<String> room = spread.stream()
                    .filter(part -> part.size() < codesPerConnection)
                    .findFirst()
                    .orElseGet(() -> {
                        spread.add(new ArrayList<>());
                        return spread.get(spread.size() - 1);
                    });
            room.add(code);
        }
        return spread.stream().map(part -> new Subscription(part, pilot)).toList();
    }

    /** The market of a code that may have a book suffix. */
    public static String market(String code) {
        int suffix = code.indexOf('.');
        return suffix < 0 ? code : code.substring(0, suffix);
    }

    /** The one request of a connection: a second one would replace the first. */
    public String request(String ticket) {
        List<String> books = new ArrayList<>(codes);
        if (pilot != null) {
            books.add(pilot);
        }
        return request(ticket, books, false);
    }

    /** A request for one snapshot of everything, and nothing after it; without the pilot. */
    public String snapshotRequest(String ticket) {
        return request(ticket, codes, true);
    }

    private String request(String ticket, List<String> books, boolean onlySnapshot) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartArray();
            writeText(json, "ticket", ticket);
            writeType(json, "trade", codes, onlySnapshot);
            writeType(json, "orderbook", books, onlySnapshot);
            writeType(json, "ticker", codes, onlySnapshot);
            writeText(json, "format", "DEFAULT");
            json.writeEndArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void writeText(JsonGenerator json, String name, String value) throws IOException {
        json.writeStartObject();
        json.writeStringField(name, value);
        json.writeEndObject();
    }

    private static void writeType(JsonGenerator json, String type, List<String> codes, boolean onlySnapshot)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("type", type);
        json.writeFieldName("codes");
        json.writeArray(codes.toArray(String[]::new), 0, codes.size());
        if (onlySnapshot) {
            json.writeBooleanField("is_only_snapshot", true);
        }
        json.writeEndObject();
    }
}

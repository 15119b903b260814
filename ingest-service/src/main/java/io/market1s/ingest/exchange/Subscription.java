package io.market1s.ingest.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
    private static final JsonMapper JSON = new JsonMapper();

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
        try {
            return JSON.writeValueAsString(List.of(
                    new Ticket(ticket),
                    new Wanted("trade", codes, onlySnapshot),
                    new Wanted("orderbook", books, onlySnapshot),
                    new Wanted("ticker", codes, onlySnapshot),
                    new Format("DEFAULT")));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Begins a request. */
    record Ticket(String ticket) {}

    /** One type of events of a request. */
    record Wanted(
            String type,
            List<String> codes,

            @JsonProperty("is_only_snapshot") @JsonInclude(Include.NON_DEFAULT)
            boolean onlySnapshot) {}

    /** Ends a request. */
    record Format(String format) {}
}

package io.market1s.ingest.exchange;

import io.market1s.data.Symbols;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which markets are wanted: single ones ({@code KRW-BTC}), all of a quote currency ({@code KRW}), or all there are
 * ({@code *} or {@code ALL}). Immutable.
 */
public record SymbolSelection(List<String> codes, List<String> quotes, boolean all) {
    private static final Pattern QUOTE = Pattern.compile("[A-Z0-9]{1,10}");

    /** Copies the lists. */
    public SymbolSelection {
        codes = List.copyOf(codes);
        quotes = List.copyOf(quotes);
    }

    /**
     * Reads what a user wrote.
     *
     * @throws IllegalArgumentException with a message that names what cannot be one or the other
     */
    public static SymbolSelection parse(List<String> items) {
        Set<String> codes = new LinkedHashSet<>();
        Set<String> quotes = new LinkedHashSet<>();
        List<String> wrong = new ArrayList<>();
        boolean all = false;
        for (String item : items) {
            if (item.equals("*") || item.equals("ALL")) {
                all = true;
            } else if (Symbols.isValid(item)) {
                codes.add(item);
            } else if (QUOTE.matcher(item).matches()) {
                quotes.add(item);
            } else {
                wrong.add("'" + item + "'");
            }
        }
        if (!wrong.isEmpty() || items.isEmpty()) {
            String what = wrong.isEmpty() ? "nothing is selected" : String.join(", ", wrong) + " cannot be a market";
            throw new IllegalArgumentException(
                    what + "; write codes such as KRW-BTC, quote currencies such as KRW, or ALL, separated by commas");
        }
        return new SymbolSelection(List.copyOf(codes), List.copyOf(quotes), all);
    }

    /** Whether the markets are known without asking the exchange. */
    public boolean isExplicit() {
        return !all && quotes.isEmpty();
    }

    /** What is selected but does not exist: codes, and quote currencies without a market. */
    public Set<String> unknown(Set<String> markets) {
        Set<String> unknown = new TreeSet<>();
        codes.stream().filter(code -> !markets.contains(code)).forEach(unknown::add);
        quotes.stream()
                .filter(quote -> markets.stream().noneMatch(market -> isQuotedIn(market, quote)))
                .forEach(unknown::add);
        return unknown;
    }

    /** The selected markets: single ones as written, then the others by name; each once. */
    public List<String> resolve(Set<String> markets) {
        Set<String> selected = new LinkedHashSet<>(codes);
        for (String market : new TreeSet<>(markets)) {
            if (all || quotes.stream().anyMatch(quote -> isQuotedIn(market, quote))) {
                selected.add(market);
            }
        }
        return List.copyOf(selected);
    }

    private static boolean isQuotedIn(String market, String quote) {
        return market.startsWith(quote + "-");
    }
}

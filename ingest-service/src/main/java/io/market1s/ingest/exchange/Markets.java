package io.market1s.ingest.exchange;

import java.util.Set;
import java.util.TreeSet;

/**
 * The markets that the exchange lists. Immutable.
 *
 * @param codes that can be followed
 * @param unusable codes that cannot: not of the form that all of Upbit's have had ({@code KRW-BTC})
 */
public record Markets(Set<String> codes, Set<String> unusable) {
    /** Copies the sets. */
    public Markets {
        codes = Set.copyOf(codes);
        unusable = Set.copyOf(unusable);
    }

    /** Those that are selected, and cannot be followed. */
    public Set<String> unusableOf(SymbolSelection selection) {
        Set<String> selected = new TreeSet<>(selection.resolve(unusable));
        selected.retainAll(unusable);
        return selected;
    }
}

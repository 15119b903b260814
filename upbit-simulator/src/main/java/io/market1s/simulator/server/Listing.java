package io.market1s.simulator.server;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The markets that there are and those of them that can be had, in the order in which they came. On the event loop only. */
final class Listing {
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> delisted = new HashSet<>();

    Listing(List<String> symbols) {
        known.addAll(symbols);
    }

    List<String> listed() {
        return known.stream().filter(symbol -> !delisted.contains(symbol)).toList();
    }

    boolean has(String symbol) {
        return known.contains(symbol) && !delisted.contains(symbol);
    }

    void list(String symbol, boolean listed) {
        if (listed) {
            known.add(symbol);
            delisted.remove(symbol);
        } else {
            delisted.add(symbol);
        }
    }
}

package io.market1s.dashboard.board;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All symbols and how they are doing, at one moment. Immutable. */
public final class Board {
    /** The board before anything has been read. */
    public static final Board EMPTY = new Board(new TreeMap<>());

    private final SortedMap<String, SymbolState> symbols;

    public Board(SortedMap<String, SymbolState> symbols) {
        this.symbols = Collections.unmodifiableSortedMap(new TreeMap<>(symbols));
    }

    /** By symbol. */
    public SortedMap<String, SymbolState> symbols() {
        return symbols;
    }

    /** How a symbol is doing; null if it has no rows. */
    @Nullable
    public SymbolState find(String symbol) {
        return symbols.get(symbol);
    }
}

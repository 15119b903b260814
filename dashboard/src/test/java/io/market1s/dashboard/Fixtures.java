package io.market1s.dashboard;

import io.market1s.dashboard.board.Board;
import io.market1s.dashboard.board.SymbolState;
import io.market1s.dashboard.live.Publication;
import io.market1s.dashboard.table.Column;
import io.market1s.dashboard.table.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Rows and boards for tests, about one moment. */
public final class Fixtures {
    public static final Instant TS = Instant.parse("2026-02-16T22:25:01Z");

    /** When a row of {@link #TS} is usually seen. */
    public static final Instant NOW = TS.plusMillis(600);

    private Fixtures() {}

    /** A healthy symbol. */
    public static SymbolState state(String symbol) {
        return new SymbolState(symbol, TS, "116539000", Duration.ofMillis(550), null, 1.0);
    }

    public static SymbolState incompleteSince(Instant since, String symbol) {
        return new SymbolState(symbol, TS, "116539000", Duration.ofMillis(550), since, 0.9);
    }

    public static SymbolState newestAt(Instant ts, String symbol) {
        return new SymbolState(symbol, ts, "116539000", Duration.ofMillis(550), null, 1.0);
    }

    public static Publication publication(SymbolState... states) {
        return publication(NOW, Map.of(), states);
    }

    public static Publication publication(Instant now, Map<String, List<Row>> rows, SymbolState... states) {
        TreeMap<String, SymbolState> symbols = new TreeMap<>();
        Arrays.stream(states).forEach(state -> symbols.put(state.symbol(), state));
        return new Publication(now, null, new Board(symbols), rows);
    }

    /** A row with nothing but a time and a revision. */
    public static Row row(Instant ts, long revision) {
        List<@Nullable Object> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            cells.add(
                    switch (column) {
                        case TS -> ts.toEpochMilli();
                        case REVISION -> revision;
                        case BID -> "116539000.50";
                        case COMPLETE -> true;
                        default -> null;
                    });
        }
        return new Row(ts, cells);
    }
}

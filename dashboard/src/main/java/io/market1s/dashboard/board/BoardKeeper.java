package io.market1s.dashboard.board;

import io.market1s.dashboard.table.Newest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the next {@link Board} from the one before it and what the database holds now. Not thread-safe. */
public final class BoardKeeper {
    private final RowsSeen rowsSeen;
    private Board board = Board.EMPTY;

    public BoardKeeper(RowsSeen rowsSeen) {
        this.rowsSeen = rowsSeen;
    }

    /** The board as of now. */
    public Board update(List<Newest> found, Completeness completeness, Instant now) {
        SortedMap<String, SymbolState> symbols = new TreeMap<>();
        for (Newest newest : found) {
            symbols.put(newest.symbol(), state(newest, completeness.share(newest.symbol()), now));
        }
        board = new Board(symbols);
        return board;
    }

    private SymbolState state(Newest newest, @Nullable Double completeness, Instant now) {
        SymbolState before = board.find(newest.symbol());
        Duration visibleAfter = Duration.between(newest.ts(), now);
        if (before != null && newest.ts().isAfter(before.ts())) {
            rowsSeen.seen(newest.symbol(), before.ts(), newest.ts(), now);
        } else if (before != null) {
            visibleAfter = before.visibleAfter();
        }
        Instant incompleteBefore = before == null ? null : before.incompleteSince();
        return new SymbolState(
                newest.symbol(),
                newest.ts(),
                newest.lastTradePrice(),
                visibleAfter,
                newest.complete() ? null : incompleteBefore == null ? newest.ts() : incompleteBefore,
                completeness);
    }
}

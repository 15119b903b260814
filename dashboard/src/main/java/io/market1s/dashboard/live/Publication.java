package io.market1s.dashboard.live;

import io.market1s.dashboard.board.Board;
import io.market1s.dashboard.board.SymbolState;
import io.market1s.dashboard.table.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a poll found. While the database cannot be read, board and rows are those of the last poll that could.
 *
 * @param now when it was read
 * @param problem why the database cannot be read; null if it can
 * @param rows the last minutes of each watched symbol, in order
 */
public record Publication(Instant now, @Nullable DatabaseProblem problem, Board board, Map<String, List<Row>> rows) {
    /** Before the first poll. */
    public static final Publication NOTHING = new Publication(Instant.EPOCH, null, Board.EMPTY, Map.of());

    public Publication {
        rows = Map.copyOf(rows);
    }

    /** Whether there has been a poll at all. */
    boolean isPolled() {
        return now.isAfter(Instant.EPOCH);
    }

    /** The rows of a symbol; none if it is not watched yet. */
    List<Row> rowsOf(String symbol) {
        return rows.getOrDefault(symbol, List.of());
    }

    /** Whether the database could be read. */
    public boolean isReadable() {
        return isPolled() && problem == null;
    }

    /** How many symbols are in a state. */
    public long count(Predicate<SymbolState> state) {
        return board.symbols().values().stream().filter(state).count();
    }
}

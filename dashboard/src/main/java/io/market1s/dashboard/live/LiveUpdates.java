package io.market1s.dashboard.live;

import io.market1s.dashboard.board.SymbolState;
import io.market1s.dashboard.table.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Makes the events for viewers: a new viewer gets everything, the others get what changed. All viewers share one
 * instance, so that nothing is computed twice. For one thread.
 */
final class LiveUpdates {
    /** How much of a symbol's past the page shows. */
    static final Duration SHOWN = Duration.ofMinutes(5);

    // How often the lags of all symbols are sent, and how often a page is sent its status even if nothing changed.
    private static final Duration BOARD_EVERY = Duration.ofSeconds(1);
    private static final Duration STATUS_EVERY = Duration.ofSeconds(1);

    private Publication current = Publication.NOTHING;
    private Publication boardSent = Publication.NOTHING;
    private final Map<String, Instant> statusSent = new HashMap<>();

    /** The events for a viewer who has had none. */
    List<String> everything(@Nullable String symbol) {
        List<String> events = new ArrayList<>();
        events.add(Events.status(current, symbol));
        if (boardSent.isPolled()) {
            events.add(Events.board(boardSent.board().symbols().values(), true, boardSent.now()));
        }
        List<Row> rows = symbol == null ? List.of() : current.rowsOf(symbol);
        if (symbol != null && !rows.isEmpty()) {
            events.add(Events.rows(symbol, rows, true, rows.get(0).ts()));
        }
        return events;
    }

    /**
     * Takes the result of a poll.
     *
     * @param watched the symbols that viewers look at; the empty text stands for none
     * @return the events for the viewers of each
     */
    Map<String, List<String>> publish(Publication next, Iterable<String> watched) {
        Publication before = current;
        current = next;
        List<String> boardEvents = boardEvents(next);
        Map<String, List<String>> events = new HashMap<>();
        for (String symbol : watched) {
            List<String> own = new ArrayList<>(rowEvents(before, next, symbol));
            if (!own.isEmpty() || isStatusDue(before, next, symbol)) {
                own.add(0, Events.status(next, asked(symbol)));
                statusSent.put(symbol, next.now());
            }
            own.addAll(boardEvents);
            events.put(symbol, own);
        }
        statusSent.keySet().retainAll(events.keySet());
        return events;
    }

    private List<String> boardEvents(Publication next) {
        if (next.problem() != null
                || Duration.between(boardSent.now(), next.now()).compareTo(BOARD_EVERY) < 0) {
            return List.of();
        }
        Publication before = boardSent;
        boardSent = next;
        Map<String, SymbolState> symbols = next.board().symbols();
        boolean all = !before.isPolled()
                || !symbols.keySet().containsAll(before.board().symbols().keySet());
        List<SymbolState> changed = symbols.values().stream()
                .filter(state -> all || isShownDifferently(before, state, next.now()))
                .toList();
        return changed.isEmpty() && !all ? List.of() : List.of(Events.board(changed, all, next.now()));
    }

    private static boolean isShownDifferently(Publication before, SymbolState state, Instant now) {
        SymbolState old = before.board().find(state.symbol());
        return old == null
                || Events.shownLag(old, before.now()) != Events.shownLag(state, now)
                || (old.incompleteSince() == null) != (state.incompleteSince() == null)
                || !Objects.equals(old.lastTradePrice(), state.lastTradePrice())
                || !Objects.equals(old.completeness(), state.completeness());
    }

    private boolean isStatusDue(Publication before, Publication next, String symbol) {
        Instant sent = statusSent.getOrDefault(symbol, Instant.EPOCH);
        return Duration.between(sent, next.now()).compareTo(STATUS_EVERY) >= 0
                || !Notice.of(before, asked(symbol)).equals(Notice.of(next, asked(symbol)));
    }

    private static @Nullable String asked(String symbol) {
        return symbol.isEmpty() ? null : symbol;
    }

    private static List<String> rowEvents(Publication before, Publication next, String symbol) {
        List<Row> rows = next.rowsOf(symbol);
        if (rows.isEmpty() || rows.equals(before.rowsOf(symbol))) {
            return List.of();
        }
        Map<Instant, Row> known = new HashMap<>();
        before.rowsOf(symbol).forEach(row -> known.put(row.ts(), row));
        List<Row> changed =
                rows.stream().filter(row -> !row.equals(known.remove(row.ts()))).toList();
        Instant from = rows.get(0).ts();
        // The rows that are left were deleted, or are older than what is shown.
        boolean all = known.keySet().stream().anyMatch(ts -> !ts.isBefore(from));
        return List.of(Events.rows(symbol, all ? rows : changed, all, from));
    }
}

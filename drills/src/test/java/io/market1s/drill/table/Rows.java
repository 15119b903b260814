package io.market1s.drill.table;

import io.market1s.data.TradeSummary;
import io.market1s.simulator.tally.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rows of a range, beside what the exchange says that it made.
 *
 * @param expected how many there have to be: one for each symbol and second
 * @param missing of those, how many are not there
 * @param duplicates rows beyond one for a symbol and a second, and rows that count a trade more than once
 * @param foreign rows of symbols that the exchange does not have
 * @param incomplete rows that say that they did not see their whole second
 * @param made trades of the exchange in the complete seconds
 * @param counted what the rows of those seconds count
 * @param miscounted complete rows whose number or volume of trades is not the exchange's
 * @param lost trades of the exchange in incomplete seconds that no row counts
 */
public record Rows(
        long expected,
        long missing,
        long duplicates,
        long foreign,
        long incomplete,
        long made,
        long counted,
        long miscounted,
        long lost) {
    private record Key(String symbol, Instant ts) {}

    /** Reads the rows of {@code [from, to]}. */
    public static Rows read(Connection connection, Tally tally, List<String> symbols, Instant from, Instant to)
            throws SQLException {
        Count count = new Count(tally, Set.copyOf(symbols));
        TableRow.read(connection, from, to).forEach(count::add);
        return count.total((Duration.between(from, to).toSeconds() + 1) * symbols.size());
    }

    /** Whether every row is there, once, no other is, and every trade of the exchange is counted once. */
    public boolean hold() {
        return missing == 0 && duplicates == 0 && foreign == 0 && miscounted == 0 && lost == 0;
    }

    private static final class Count {
        private final Tally tally;
        private final Set<String> symbols;
        private final Set<Key> seen = new HashSet<>();
        private long duplicates;
        private long foreign;
        private long incomplete;
        private long made;
        private long counted;
        private long miscounted;
        private long lost;

        Count(Tally tally, Set<String> symbols) {
            this.tally = tally;
            this.symbols = symbols;
        }

        void add(TableRow row) {
            if (!symbols.contains(row.symbol())) {
                foreign++;
                return;
            }
            TradeSummary exchange = tally.second(row.symbol(), row.ts());
            if (!seen.add(new Key(row.symbol(), row.ts())) || row.trades() > exchange.count()) {
                duplicates++;
            }
            if (row.complete()) {
                made += exchange.count();
                counted += row.trades();
                if (!row.counts(exchange)) {
                    miscounted++;
                }
            } else {
                incomplete++;
                lost += Math.max(0, exchange.count() - row.trades());
            }
        }

        Rows total(long expected) {
            return new Rows(
                    expected, expected - seen.size(), duplicates, foreign, incomplete, made, counted, miscounted, lost);
        }
    }
}

package io.market1s.local.drill;

import io.market1s.data.TradeSummary;
import io.market1s.local.Servers;
import io.market1s.simulator.tally.Tally;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The rows of the table, beside what the exchange says that it made. */
final class DrillTable {
    private static final String ROWS = """
        SELECT symbol, ts, complete, trade_count_1s, trade_volume_1s FROM market_1s WHERE ts BETWEEN ? AND ?
        """;

    private final Servers servers;
    private final Tally tally;

    /** A row as far as it can be held against the exchange. */
    record Row(boolean complete, int trades, BigDecimal volume) {}

    DrillTable(Servers servers, Tally tally) {
        this.servers = servers;
        this.tally = tally;
    }

    /** Everything about the rows of {@code [from, to]} that should not be: one missing, or trades that are not the exchange's. */
    List<String> faults(Collection<String> symbols, Instant from, Instant to) throws SQLException {
        List<String> faults = new ArrayList<>();
        Map<String, Map<Instant, Row>> rows = rows(from, to);
        for (String symbol : symbols) {
            Map<Instant, Row> ofSymbol = rows.getOrDefault(symbol, Map.of());
            for (Instant ts = from; !ts.isAfter(to); ts = ts.plusSeconds(1)) {
                Row row = ofSymbol.get(ts);
                TradeSummary made = tally.second(symbol, ts);
                if (row == null) {
                    faults.add(symbol + " " + ts + ": no row");
                } else if (row.trades() != made.count() || row.volume().compareTo(made.volume()) != 0) {
                    faults.add("%s %s: %d trades of %s instead of %d of %s"
                            .formatted(symbol, ts, row.trades(), row.volume(), made.count(), made.volume()));
                }
            }
        }
        return faults;
    }

    /** The seconds of {@code [from, to]} of which a symbol's row says that it was not seen whole, in order. */
    List<Instant> incomplete(Instant from, Instant to) throws SQLException {
        return rows(from, to).values().stream()
                .flatMap(seconds -> seconds.entrySet().stream())
                .filter(row -> !row.getValue().complete())
                .map(Map.Entry::getKey)
                .distinct()
                .sorted()
                .toList();
    }

    private Map<String, Map<Instant, Row>> rows(Instant from, Instant to) throws SQLException {
        Map<String, Map<Instant, Row>> bySymbol = new TreeMap<>();
        try (Connection connection = servers.connectAsReader();
                PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setTimestamp(1, Timestamp.from(from));
            statement.setTimestamp(2, Timestamp.from(to));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    bySymbol.computeIfAbsent(rows.getString(1), symbol -> new TreeMap<>())
                            .put(
                                    rows.getTimestamp(2).toInstant(),
                                    new Row(rows.getBoolean(3), rows.getInt(4), rows.getBigDecimal(5)));
                }
            }
        }
        return bySymbol;
    }
}

package io.market1s.drill.table;

import io.market1s.data.TradeSummary;
import io.market1s.local.run.Servers;
import io.market1s.simulator.tally.Tally;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The rows of the table, beside what the exchange says that it made. */
public final class DrillTable {
    private final Servers servers;
    private final Tally tally;

    public DrillTable(Servers servers, Tally tally) {
        this.servers = servers;
        this.tally = tally;
    }

    /**
     * What is wrong with the rows of {@code [from, to]}: missing rows, and rows whose trades are not those of the
     * exchange.
     */
    public List<String> faults(Collection<String> symbols, Instant from, Instant to) throws SQLException {
        List<String> faults = new ArrayList<>();
        Map<String, Map<Instant, TableRow>> rows = rows(from, to).stream()
                .collect(Collectors.groupingBy(TableRow::symbol, Collectors.toMap(TableRow::ts, Function.identity())));
        for (String symbol : symbols) {
            Map<Instant, TableRow> ofSymbol = rows.getOrDefault(symbol, Map.of());
            for (Instant ts = from; !ts.isAfter(to); ts = ts.plusSeconds(1)) {
                TableRow row = ofSymbol.get(ts);
                TradeSummary made = tally.second(symbol, ts);
                if (row == null) {
                    faults.add(symbol + " " + ts + ": no row");
                } else if (!row.counts(made)) {
                    faults.add("%s %s: %d trades of %s instead of %d of %s"
                            .formatted(symbol, ts, row.trades(), row.volume(), made.count(), made.volume()));
                }
            }
        }
        return faults;
    }

    /** The seconds of {@code [from, to]} in which a row of any symbol is not complete, in order. */
    public List<Instant> incomplete(Instant from, Instant to) throws SQLException {
        return rows(from, to).stream()
                .filter(row -> !row.complete())
                .map(TableRow::ts)
                .distinct()
                .sorted()
                .toList();
    }

    private List<TableRow> rows(Instant from, Instant to) throws SQLException {
        try (Connection connection = servers.connectAsReader()) {
            return TableRow.read(connection, from, to);
        }
    }
}

package io.market1s.dashboard;

import io.market1s.connect.MarketSchema;
import io.market1s.dashboard.table.MarketReader;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Measures the dashboard's queries on a table with generated rows and prints their plans; docs/dashboard.md says how to
 * run it and what it showed. Its name keeps it out of the build: a figure is not a promise.
 */
class QueryMeasurement {
    private static final int SYMBOLS = Integer.getInteger("measure.symbols", 855);
    private static final int SECONDS = Integer.getInteger("measure.seconds", 35_200);
    private static final int RUNS = 300;
    private static final Duration SLOT = Duration.ofSeconds(10);

    /** A query as the dashboard asks it. */
    private interface Query {
        int run() throws SQLException;
    }

    /** The database is made and filled if it is not there, which takes minutes, and kept. */
    @Test
    void printsThePlanAndTheTimeOfEveryQuery() throws Exception {
        Path folder = Path.of(System.getProperty("measure.folder", "target/measured-database"));
        boolean fill = Files.notExists(folder);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setServerConfig("shared_buffers", "1GB")
                .setServerConfig("max_wal_size", "4GB")
                .start()) {
            String url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
            if (fill) {
                ManyRows rows = new ManyRows(url, "postgres");
                rows.migrate();
                rows.write(SYMBOLS, SECONDS);
            }
            measure(postgres, url);
        }
    }

    private static void measure(EmbeddedPostgres postgres, String url) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            print(statement, "SELECT version()");
            print(
                    statement,
                    "SELECT reltuples::bigint || ' rows, ' || pg_size_pretty(pg_relation_size('market_1s'))"
                            + " || ', with indexes ' || pg_size_pretty(pg_total_relation_size('market_1s'))"
                            + " FROM pg_class WHERE relname = 'market_1s'");
            statement.execute("SET jit = off");
            explain(connection, MarketReader.NEWEST);
            explain(connection, MarketReader.ROWS, "KRW-S0005", ManyRows.NEWEST.minusSeconds(300));
            explain(connection, MarketReader.COMPLETENESS, ManyRows.NEWEST.minus(SLOT), ManyRows.NEWEST);
        }
        try (MarketReader reader = MarketReader.connect(url, MarketSchema.READER_ROLE, null)) {
            time("newest row of every symbol", () -> reader.newest().size());
            int[] turn = {0};
            time("five minutes of one symbol, another one each time", () -> {
                String symbol = "KRW-S" + String.format("%04d", 1 + turn[0]++ % SYMBOLS);
                return reader.rows(symbol, ManyRows.NEWEST.minusSeconds(300)).size();
            });
            time("completeness of ten seconds, back through the hour", () -> {
                Instant end = ManyRows.NEWEST.minus(SLOT.multipliedBy(turn[0]++ % 360));
                return reader.completeness(end.minus(SLOT), end).size();
            });
        }
    }

    private static void explain(Connection connection, String sql, Object... parameters) throws SQLException {
        System.out.println("\n" + sql.strip());
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN (ANALYZE, BUFFERS) " + sql)) {
            for (int i = 0; i < parameters.length; i++) {
                Object parameter = parameters[i];
                explain.setObject(i + 1, parameter instanceof Instant ts ? Timestamp.from(ts) : parameter);
            }
            explain.executeQuery().close();
            try (ResultSet plan = explain.executeQuery()) {
                while (plan.next()) {
                    System.out.println("    " + plan.getString(1));
                }
            }
        }
    }

    private static void time(String what, Query query) throws SQLException {
        List<Long> micros = new ArrayList<>();
        int found = 0;
        for (int run = 0; run < RUNS; run++) {
            long before = System.nanoTime();
            found = query.run();
            micros.add((System.nanoTime() - before) / 1000);
        }
        long first = micros.get(0);
        micros.sort(null);
        System.out.printf(
                "%s: %d found; %d runs, p50 %.1f ms, p99 %.1f ms, max %.1f ms, the first %.1f ms%n",
                what,
                found,
                RUNS,
                micros.get(RUNS / 2) / 1e3,
                micros.get(RUNS * 99 / 100) / 1e3,
                micros.get(RUNS - 1) / 1e3,
                first / 1e3);
    }

    private static void print(Statement statement, String sql) throws SQLException {
        try (ResultSet result = statement.executeQuery(sql)) {
            result.next();
            System.out.println(result.getString(1));
        }
    }
}

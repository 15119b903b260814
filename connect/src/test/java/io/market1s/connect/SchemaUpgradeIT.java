package io.market1s.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table that an earlier version made and filled is brought up to date, and the sink of that version goes on. */
class SchemaUpgradeIT {
    private static final MarketSchema.Passwords PASSWORDS = new MarketSchema.Passwords("sink", "reader", "verifier");
    private static final List<String> FIRST =
            List.of("V1__market_1s.sql", "V2__market_1s_candle.sql", "V3__market_1s_rebuilt.sql", "R__roles.sql");
    private static final String BY_DAY = "V100__market_1s_by_day.sql";
    /** As the sink wrote before there was {@code trades_complete}. */
    private static final String UPSERT = """
            INSERT INTO market_1s (symbol, ts, trade_count_1s, trade_volume_1s, trade_value_1s, buy_volume_1s,
                                   book_count_1s, complete, revision, emitted_at)
            VALUES ('%s', now() + interval '%d days', 0, 0, 0, 0, 0, %b, 0, now())
            ON CONFLICT (symbol, ts) DO UPDATE SET complete = EXCLUDED.complete
            """;

    private static final String ROWS = "SELECT symbol, complete, trades_complete FROM market_1s ORDER BY symbol";

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path migrations = Path.of("");

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void rowsOfBeforeHaveAllTheirTradesExactlyIfTheyAreComplete() throws Exception {
        MarketSchema.Owner owner = madeBefore("plain", FIRST);
        execute(owner, UPSERT.formatted("A", 0, true));
        execute(owner, UPSERT.formatted("B", 0, false));

        assertThat(MarketSchema.migrate(owner, PASSWORDS)).isEqualTo(1);

        assertThat(rows(owner)).containsExactly("A|t|t", "B|f|f");
        checkWriters(owner, 0);
        assertThat(MarketSchema.migrate(owner, PASSWORDS)).isZero();
    }

    @Test
    void soDoTheRowsOfATableThatIsPartitionedByDay() throws Exception {
        List<String> before = new ArrayList<>(FIRST);
        before.add(BY_DAY);
        MarketSchema.Owner owner = madeBefore("by_day", before);
        execute(owner, "SELECT market_1s_partitions(interval '9 days')");
        execute(owner, UPSERT.formatted("A", 0, true));
        execute(owner, UPSERT.formatted("B", 3, false));

        assertThat(MarketSchema.migratePartitioned(owner, PASSWORDS, Duration.ofDays(9)))
                .isEqualTo(1);

        assertThat(rows(owner)).containsExactly("A|t|t", "B|f|f");
        checkWriters(owner, 3);
        // A partition that is made later.
        execute(owner, "SELECT market_1s_partitions(interval '9 days', 40)");
        checkWriters(owner, 35);
    }

    /** Switched on later, partitions keep the column and what it says. */
    @Test
    void aTableThatIsPartitionedAfterwardsKeepsTheColumn() throws Exception {
        MarketSchema.Owner owner = madeBefore("later", FIRST);
        execute(owner, UPSERT.formatted("A", 0, true));
        MarketSchema.migrate(owner, PASSWORDS);

        assertThat(MarketSchema.migratePartitioned(owner, PASSWORDS, Duration.ofDays(9)))
                .isEqualTo(1);

        assertThat(rows(owner)).containsExactly("A|t|t");
        execute(owner, UPSERT.formatted("B", 3, false));
        assertThat(rows(owner)).containsExactly("A|t|t", "B|f|f");
    }

    private static void checkWriters(MarketSchema.Owner owner, int day) throws SQLException {
        execute(owner, "DELETE FROM market_1s");
        execute(owner, UPSERT.formatted("A", day, true));
        execute(owner, UPSERT.formatted("B", day, false));
        execute(
                owner,
                UPSERT.formatted("C", day, false)
                        .replace("complete, revision", "complete, trades_complete, revision")
                        .replace("false,", "false, true,"));
        assertThat(rows(owner)).containsExactly("A|t|t", "B|f|f", "C|f|t");
    }

    /** A database with the migrations of an earlier version. */
    private MarketSchema.Owner madeBefore(String database, List<String> files) throws Exception {
        MarketSchema.Owner server = new MarketSchema.Owner(url("postgres"), "postgres", "");
        execute(server, "CREATE DATABASE " + database);
        for (String file : files) {
            String folder = file.equals(BY_DAY) ? "db/partitioned/" : "db/migration/";
            ClassLoader loader = Objects.requireNonNull(SchemaUpgradeIT.class.getClassLoader());
            try (InputStream migration = Objects.requireNonNull(loader.getResourceAsStream(folder + file))) {
                Files.copy(migration, migrations.resolve(file));
            }
        }
        Flyway.configure()
                .dataSource(url(database), "postgres", "")
                .locations("filesystem:" + migrations)
                .placeholders(Map.of(
                        "run", "1", "sink_password", "sink", "reader_password", "reader", "verifier_password", "v"))
                .load()
                .migrate();
        return new MarketSchema.Owner(url(database), "postgres", "");
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private static void execute(MarketSchema.Owner owner, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(MarketSchema.Owner owner) throws SQLException {
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(ROWS)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                rows.add(found.getString(1) + "|" + found.getString(2) + "|" + found.getString(3));
            }
            return rows;
        }
    }
}

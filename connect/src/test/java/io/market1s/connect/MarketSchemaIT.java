package io.market1s.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.operations.TestPorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The migrations on a real PostgreSQL that asks for passwords. */
class MarketSchemaIT {
    private static final String SINK_PASSWORD = "sink'); DROP TABLE market_1s; --";
    private static final String READER_PASSWORD = "reader$$\\";
    private static final String VERIFIER_PASSWORD = "verifier";
    private static final MarketSchema.Passwords PASSWORDS =
            new MarketSchema.Passwords(SINK_PASSWORD, READER_PASSWORD, VERIFIER_PASSWORD);
    private static final String INSERT = "INSERT INTO market_1s (symbol, ts, open, high, low, close, trade_count_1s,"
            + " trade_volume_1s, trade_value_1s, buy_volume_1s, book_count_1s, complete, revision, emitted_at)"
            + " VALUES ('KRW-BTC', '2026-02-16 22:25:01Z', 10, 30, 5, 20, %d, 0.00000001, 98765432109.12345678, 0, 0,"
            + " true, %d, now())";
    private static final String REBUILT = INSERT.formatted(1, 0)
            .replace("market_1s (", "market_1s_rebuilt (trades_complete, ")
            .replace("VALUES (", "VALUES (true, ");
    private static final String UPSERT =
            INSERT + " ON CONFLICT (symbol, ts) DO UPDATE SET trade_count_1s = EXCLUDED.trade_count_1s,"
                    + " revision = EXCLUDED.revision";

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().setPort(TestPorts.take()).start();
        migrate();
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            // Embedded PostgreSQL trusts everyone: ask for passwords, so that the roles' own are seen to work.
            statement.execute("ALTER ROLE postgres PASSWORD 'owner'");
            statement.execute("COPY (SELECT 'host all all 127.0.0.1/32 scram-sha-256' UNION ALL"
                    + " SELECT 'host all all ::1/128 scram-sha-256') TO '" + hbaFile(statement) + "'");
            statement.execute("SELECT pg_reload_conf()");
        }
        await("the server asks for passwords").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThatThrownBy(
                        () -> connect("postgres", "wrong"))
                .hasMessageContaining("password authentication failed"));
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void empty() throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("DELETE FROM market_1s");
        }
    }

    @Test
    void appliesNothingTheSecondTime() {
        assertThat(migrate()).isZero();
    }

    @Test
    void appliesAgainOnAServerThatHasTheRolesAlready() throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("CREATE DATABASE another");
        }

        MarketSchema.Owner another = new MarketSchema.Owner(url("another"), "postgres", "owner");

        assertThat(MarketSchema.migrate(another, PASSWORDS)).isEqualTo(4);
    }

    @Test
    void changesAPasswordAtTheNextStart() throws SQLException {
        MarketSchema.Owner owner = new MarketSchema.Owner(url("postgres"), "postgres", "owner");
        MarketSchema.migrate(owner, new MarketSchema.Passwords(SINK_PASSWORD, "changed", VERIFIER_PASSWORD));
        try {
            connect(MarketSchema.READER_ROLE, "changed").close();
            assertThatThrownBy(() -> connect(MarketSchema.READER_ROLE, READER_PASSWORD))
                    .hasMessageContaining("password authentication failed");
        } finally {
            migrate();
        }
    }

    /** A correction of a bar is an update of its row. */
    @Test
    void letsTheSinkUpsert() throws SQLException {
        try (Connection sink = sink();
                Statement statement = sink.createStatement()) {
            statement.execute(UPSERT.formatted(1, 0));
            statement.execute(UPSERT.formatted(2, 1));
        }

        assertThat(rows("SELECT trade_count_1s, revision FROM market_1s")).containsExactly("2|1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM market_1s",
                "TRUNCATE market_1s",
                "ALTER TABLE market_1s ADD COLUMN x int",
                "DROP TABLE market_1s",
                "CREATE TABLE mine (x int)",
                "CREATE SCHEMA mine",
                "CREATE ROLE mine",
                "SELECT * FROM market_1s_candle",
                "SELECT * FROM flyway_schema_history"
            })
    void letsTheSinkDoNothingElse(String statement) {
        assertThatThrownBy(() -> execute(sink(), statement))
                .isInstanceOf(SQLException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner).*");
    }

    @Test
    void letsTheReaderReadTheTableAndTheView() throws SQLException {
        execute(reader(), "SELECT * FROM market_1s");
        execute(reader(), "SELECT * FROM market_1s_candle");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE market_1s SET revision = 1",
                "DELETE FROM market_1s",
                "CREATE TABLE mine (x int)",
                "SELECT * FROM flyway_schema_history"
            })
    void letsTheReaderDoNothingElse(String statement) {
        assertThatThrownBy(() -> execute(reader(), statement))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
    }

    @Test
    void doesNotLetTheReaderInsert() {
        assertThatThrownBy(() -> execute(reader(), INSERT.formatted(1, 0))).hasMessageContaining("permission denied");
    }

    /** Our row 22:25:01 is Upbit's 22:25:00. */
    @Test
    void letsTheVerifierWriteItsOwnTableOnly() throws SQLException {
        execute(verifier(), "SELECT count(*) FROM market_1s");
        execute(verifier(), REBUILT);
        execute(verifier(), "DELETE FROM market_1s_rebuilt");
        assertThatThrownBy(() -> execute(verifier(), INSERT.formatted(1, 0))).hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(verifier(), "DELETE FROM market_1s"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void labelsTheCandleByItsOpen() throws SQLException {
        execute(owner(), INSERT.formatted(7, 0));

        assertThat(rows("SELECT to_char(candle_date_time_utc, 'YYYY-MM-DD\"T\"HH24:MI:SS'),"
                        + " to_char(candle_date_time_kst, 'YYYY-MM-DD\"T\"HH24:MI:SS') FROM market_1s_candle"))
                .containsExactly("2026-02-16T22:25:00|2026-02-17T07:25:00");
        assertThat(rows("SELECT market, opening_price, high_price, low_price, trade_price, candle_acc_trade_price,"
                        + " candle_acc_trade_volume FROM market_1s_candle"))
                .containsExactly("KRW-BTC|10|30|5|20|98765432109.12345678|0.00000001");
    }

    @Test
    void hasNoCandleForASecondWithoutTrades() throws SQLException {
        execute(owner(), INSERT.formatted(0, 0));

        assertThat(rows("SELECT * FROM market_1s_candle")).isEmpty();
    }

    @Test
    void keepsEveryDigitOfADecimal() throws SQLException {
        execute(owner(), INSERT.formatted(1, 0));

        try (Connection reader = reader();
                Statement statement = reader.createStatement();
                ResultSet row = statement.executeQuery("SELECT trade_volume_1s, trade_value_1s FROM market_1s")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getBigDecimal(1)).isEqualTo(new BigDecimal("0.00000001"));
            assertThat(row.getBigDecimal(2)).isEqualTo(new BigDecimal("98765432109.12345678"));
        }
    }

    @Test
    void findsTheLatestRowsOfAllSymbolsByAnIndex() throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement()) {
            statement.execute("SET enable_seqscan = off");
            ResultSet plan = statement.executeQuery("EXPLAIN SELECT * FROM market_1s ORDER BY ts DESC, symbol LIMIT 9");
            List<String> lines = new ArrayList<>();
            while (plan.next()) {
                lines.add(plan.getString(1));
            }
            assertThat(lines).anyMatch(line -> line.contains("Index Scan using market_1s_latest"));
            assertThat(lines).noneMatch(line -> line.contains("Sort"));
        }
    }

    @Test
    void explainsTheTableAndEveryColumn() throws SQLException {
        assertThat(rows("SELECT attname FROM pg_attribute WHERE attrelid = 'market_1s'::regclass AND attnum > 0"
                        + " AND col_description(attrelid, attnum) IS NULL"))
                .isEmpty();
        assertThat(rows("SELECT 1 WHERE obj_description('market_1s'::regclass) IS NOT NULL"))
                .hasSize(1);
    }

    private static int migrate() {
        return MarketSchema.migrate(new MarketSchema.Owner(url("postgres"), "postgres", "owner"), PASSWORDS);
    }

    private static String hbaFile(Statement statement) throws SQLException {
        try (ResultSet file = statement.executeQuery("SHOW hba_file")) {
            file.next();
            return file.getString(1);
        }
    }

    private static String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/" + database;
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(url("postgres"), user, password);
    }

    private static Connection owner() throws SQLException {
        return connect("postgres", "owner");
    }

    private static Connection sink() throws SQLException {
        return connect(MarketSchema.SINK_ROLE, SINK_PASSWORD);
    }

    private static Connection reader() throws SQLException {
        return connect(MarketSchema.READER_ROLE, READER_PASSWORD);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static List<String> rows(String query) throws SQLException {
        try (Connection owner = owner();
                Statement statement = owner.createStatement();
                ResultSet found = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (found.next()) {
                List<String> values = new ArrayList<>();
                for (int i = 1; i <= found.getMetaData().getColumnCount(); i++) {
                    values.add(found.getString(i));
                }
                rows.add(String.join("|", values));
            }
            return rows;
        }
    }

    private static Connection verifier() throws SQLException {
        return connect(MarketSchema.VERIFIER_ROLE, VERIFIER_PASSWORD);
    }
}

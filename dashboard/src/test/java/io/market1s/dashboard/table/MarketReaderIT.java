package io.market1s.dashboard.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.connect.MarketSchema;
import io.market1s.dashboard.ManyRows;
import io.market1s.dashboard.live.DatabaseProblem;
import io.market1s.operations.TestPorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The dashboard's questions to a real PostgreSQL, asked as market_reader. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class MarketReaderIT {
    private static final int SYMBOLS = 3;
    private static final int SECONDS = 120;
    private static final Instant NEWEST = ManyRows.NEWEST;

    private EmbeddedPostgres postgres;
    private String url;
    private MarketReader reader;

    @BeforeAll
    void start() throws IOException, SQLException {
        postgres = EmbeddedPostgres.builder().setPort(TestPorts.take()).start();
        url = "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres";
        ManyRows rows = new ManyRows(url, "postgres");
        rows.migrate();
        rows.write(SYMBOLS, SECONDS);
        change("DELETE FROM market_1s WHERE symbol = 'KRW-S0002' AND ts > '" + NEWEST.minusSeconds(30) + "'");
        change("UPDATE market_1s SET bid = 0.00000120, mid = NULL, last_trade_price = NULL WHERE symbol = 'KRW-S0003'"
                + " AND ts = '" + NEWEST + "'");
        reader = MarketReader.connect(url, MarketSchema.READER_ROLE, null);
    }

    @AfterAll
    void stop() throws IOException, SQLException {
        reader.close();
        postgres.close();
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Test
    void findsTheNewestRowOfEverySymbolHoweverOldItIs() throws SQLException {
        assertThat(reader.newest()).extracting(Newest::symbol).containsExactly("KRW-S0001", "KRW-S0002", "KRW-S0003");
        assertThat(reader.newest()).extracting(Newest::ts).containsExactly(NEWEST, NEWEST.minusSeconds(30), NEWEST);
        assertThat(reader.newest().get(2).lastTradePrice()).isNull();
    }

    @Test
    void readsTheRowsAfterAnInstantInOrderWithEveryDigit() throws SQLException {
        List<Row> rows = reader.rows("KRW-S0003", NEWEST.minusSeconds(2));

        assertThat(rows).extracting(Row::ts).containsExactly(NEWEST.minusSeconds(1), NEWEST);
        List<String> columns = Column.names();
        Row newest = rows.get(1);
        assertThat(newest.cells()).hasSameSizeAs(columns);
        assertThat(newest.cells().get(columns.indexOf("ts"))).isEqualTo(NEWEST.toEpochMilli());
        assertThat(newest.cells().get(columns.indexOf("bid"))).isEqualTo("0.00000120");
        assertThat(newest.cells().get(columns.indexOf("mid"))).isNull();
        assertThat(newest.cells().get(columns.indexOf("complete"))).isEqualTo(false);
        assertThat(newest.cells().get(columns.indexOf("trades_complete"))).isEqualTo(false);
        assertThat(newest.cells().get(columns.indexOf("trade_count_1s"))).isEqualTo(3L);
        assertThat(newest.cells().get(columns.indexOf("imbalance_top5"))).isEqualTo(0.11382290488400243);
    }

    /** Every 50th second is incomplete, the newest one among them. */
    @Test
    void countsWhatIsCompleteFromAfterTheFirstInstantToTheLast() throws SQLException {
        assertThat(reader.completeness(NEWEST.minusSeconds(10), NEWEST))
                .containsExactlyInAnyOrder(new SlotCount("KRW-S0001", 10, 9), new SlotCount("KRW-S0003", 10, 9));
        assertThat(reader.completeness(NEWEST.minusSeconds(60), NEWEST.minusSeconds(50)))
                .allMatch(count -> count.rows() == 10 && count.complete() == 9)
                .hasSize(SYMBOLS);
        assertThat(reader.completeness(NEWEST.minusSeconds(50), NEWEST.minusSeconds(40)))
                .allMatch(count -> count.rows() == 10 && count.complete() == 10);
    }

    @Test
    void tellsAMissingDatabaseAMissingTableAndAServerThatIsAwayApart() {
        assertThatThrownBy(() -> MarketReader.connect(url.replace("/postgres", "/nothing"), "market_reader", null))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(
                                DatabaseProblem.of(e, NEWEST).what())
                        .isEqualTo("PostgreSQL has no such database."));
        String nobody = "jdbc:postgresql://127.0.0.1:" + TestPorts.take() + "/x";
        assertThatThrownBy(() -> MarketReader.connect(nobody, "market_reader", null))
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(
                                DatabaseProblem.of(e, NEWEST).what())
                        .isEqualTo("PostgreSQL cannot be reached."));
        assertThatThrownBy(() -> {
                    try (MarketReader elsewhere =
                            MarketReader.connect(url.replace("/postgres", "/template1"), "market_reader", null)) {
                        elsewhere.newest();
                    }
                })
                .isInstanceOfSatisfying(SQLException.class, e -> assertThat(
                                DatabaseProblem.of(e, NEWEST).what())
                        .isEqualTo("There is no table market_1s in the database yet."));
    }
}

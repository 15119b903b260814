package io.market1s.dashboard;

import io.market1s.connect.MarketSchema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;

/** Fills a database with as many rows of {@code market_1s} as a large deployment has after hours or days. */
public final class ManyRows {
    /** Close of the newest second. */
    public static final Instant NEWEST = Instant.parse("2026-11-20T12:00:00Z");

    private static final MarketSchema.Passwords PASSWORDS =
            new MarketSchema.Passwords("market_sink", "market_reader", "market_verifier");
    // In the order of time, as the sink writes. Every 50th second has an outage's rows, a price moves with time.
    private static final String INSERT = """
            INSERT INTO market_1s (
                   symbol, ts, mid, bid, ask, spread, bid_size, ask_size, imbalance_top5, last_trade_price,
                   last_trade_side, trade_count_1s, trade_volume_1s, trade_value_1s, buy_volume_1s, open, high, low,
                   close, book_count_1s, book_age_ms, complete, revision, emitted_at, trades_complete)
            SELECT 'KRW-S' || to_char(s, 'FM0000'), ts, price + 500, price, price + 1000, 1000, 0.10750857, 0.18428426,
                   0.11382290488400243, price, CASE WHEN s % 2 = 0 THEN 'BID' ELSE 'ASK' END, 3, 0.1564539,
                   18233788.36097, 0.05692115, price, price + 1000, price, price, 7, 100,
                   extract(epoch FROM ts)::bigint % 50 <> 0, 0, ts + interval '507 milliseconds',
                   extract(epoch FROM ts)::bigint % 100 <> 0
            FROM generate_series(?::timestamptz, ?::timestamptz, interval '1 second') AS ts,
                 generate_series(1, ?) AS s,
                 LATERAL (SELECT (100000 + s * 1000 + extract(epoch FROM ts)::bigint % 997)::numeric AS price) AS p
            """;
    private static final int SECONDS_THROUGH_INDEXES = 900;
    private static final int SECONDS_AT_ONCE = 600;

    private final String jdbcUrl;
    private final String superuser;

    public ManyRows(String jdbcUrl, String superuser) {
        this.jdbcUrl = jdbcUrl;
        this.superuser = superuser;
    }

    /** Brings an empty database's schema up to date. */
    public void migrate() {
        MarketSchema.migrate(new MarketSchema.Owner(jdbcUrl, superuser, ""), PASSWORDS);
    }

    /** Writes {@code seconds} rows for each symbol; the last of them row by row through the indexes, as the sink does. */
    public void write(int symbols, int seconds) throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, superuser, "");
                Statement statement = connection.createStatement()) {
            int first = seconds - Math.min(seconds, SECONDS_THROUGH_INDEXES);
            statement.execute("ALTER TABLE market_1s DROP CONSTRAINT market_1s_pkey");
            statement.execute("DROP INDEX market_1s_latest");
            insert(connection, symbols, seconds - 1, seconds - first);
            statement.execute("SET maintenance_work_mem = '1GB'");
            statement.execute("ALTER TABLE market_1s ADD PRIMARY KEY (symbol, ts)");
            statement.execute("CREATE INDEX market_1s_latest ON market_1s (ts DESC, symbol)");
            statement.execute("VACUUM (ANALYZE) market_1s");
            insert(connection, symbols, seconds - first - 1, 0);
            statement.execute("CHECKPOINT");
        }
    }

    /** Rows with {@code ts} from so many seconds before the newest up to so many. */
    private static void insert(Connection connection, int symbols, int from, int to) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (int oldest = from; oldest >= to; oldest -= SECONDS_AT_ONCE) {
                int latest = Math.max(to, oldest - SECONDS_AT_ONCE + 1);
                insert.setTimestamp(1, Timestamp.from(NEWEST.minusSeconds(oldest)));
                insert.setTimestamp(2, Timestamp.from(NEWEST.minusSeconds(latest)));
                insert.setInt(3, symbols);
                insert.executeUpdate();
            }
        }
    }
}

package io.market1s.local.report;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the promise "on time" as a user would see it. A thread asks PostgreSQL every few milliseconds, over its own
 * connection, for rows that it has not seen. The lag of a row is the time from the end of its second until it is first
 * seen, whatever the reason of a delay is, including an outage of PostgreSQL.
 *
 * <p>Reads from {@link #start} to {@link #close}; the rest is thread-safe.
 */
public final class LagProbe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LagProbe.class);
    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    // A symbol's rows appear in the order of their seconds, so the greatest one tells which are new.
    private static final String NEW_ROWS = """
            SELECT row.symbol, row.ts, row.trade_count_1s, row.complete
            FROM unnest(?::text[], ?::timestamptz[]) AS seen (symbol, ts)
            JOIN market_1s AS row ON row.symbol = seen.symbol AND row.ts > seen.ts
            ORDER BY row.ts
            """;

    // The same while all symbols are about as far: a look at one end of an index, not at one place for each symbol.
    private static final String LATEST_ROWS = """
            SELECT symbol, ts, trade_count_1s, complete
            FROM market_1s
            WHERE ts > ?::timestamptz
            ORDER BY ts
            """;
    private static final Duration ABOUT_AS_FAR = Duration.ofSeconds(2);

    /** Opens a connection, again after PostgreSQL was away. */
    public interface Database {
        Connection connect() throws SQLException;
    }

    /** Is called for each row when it is first seen, on the probe's thread. */
    public interface Watcher {
        void saw(String symbol, Instant ts, Instant at);
    }

    /**
     * What was seen so far.
     *
     * @param trades in those rows as they first were, before corrections
     * @param newest {@code ts} of the newest row; the epoch before there is one
     */
    public record Seen(long rows, long incomplete, long trades, Instant newest) {}

    private final Database database;
    private final InstantSource clock;
    private final Map<String, Instant> newest = new HashMap<>();
    private final Lags all = new Lags();
    private final Lags recent = new Lags();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private volatile Watcher watcher = (symbol, ts, at) -> {};
    private volatile Seen seen = new Seen(0, 0, 0, Instant.EPOCH);

    /**
     * A probe that looks for the rows of some symbols.
     *
     * @param after rows count whose {@code ts} is later
     */
    public LagProbe(Database database, List<String> symbols, Instant after, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        symbols.forEach(symbol -> newest.put(symbol, after));
        this.thread = new Thread(this::read, "lag-probe");
        thread.setDaemon(true);
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /** Sets the watcher that is called for each row from now on; it replaces the one before. */
    public void tell(Watcher newWatcher) {
        watcher = newWatcher;
    }

    /** What was seen so far. */
    public Seen seen() {
        return seen;
    }

    /** The lag of every row that was seen. */
    public Lags.Percentiles lag() {
        return all.summary();
    }

    /** The lag of the rows seen since the last call. */
    public Lags.Percentiles recentLag() {
        return recent.summaryAndReset();
    }

    /** Ends the reading and returns when it has ended. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try {
            while (!waited(EVERY)) {
                try (Connection connection = database.connect();
                        PreparedStatement each = connection.prepareStatement(NEW_ROWS);
                        PreparedStatement latest = connection.prepareStatement(LATEST_ROWS)) {
                    useIndexes(connection);
                    readWith(connection, each, latest);
                } catch (SQLException e) {
                    LOG.debug("the probe cannot read", e);
                    if (waited(AFTER_FAILURE)) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Before there are statistics, the planner would rather read the whole table. */
    private static void useIndexes(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET enable_seqscan = off");
        }
    }

    private void readWith(Connection connection, PreparedStatement each, PreparedStatement latest)
            throws SQLException, InterruptedException {
        do {
            Instant least = Collections.min(newest.values());
            boolean aboutAsFar = !Collections.max(newest.values()).isAfter(least.plus(ABOUT_AS_FAR));
            if (aboutAsFar) {
                latest.setTimestamp(1, Timestamp.from(least));
                read(latest);
            } else {
                List<String> symbols = List.copyOf(newest.keySet());
                Array names = connection.createArrayOf("text", symbols.toArray());
                Array times = connection.createArrayOf(
                        "timestamptz",
                        symbols.stream().map(newest::get).map(Timestamp::from).toArray());
                each.setArray(1, names);
                each.setArray(2, times);
                read(each);
            }
        } while (!waited(EVERY));
    }

    private void read(PreparedStatement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            Instant now = clock.instant();
            while (rows.next()) {
                add(rows, now);
            }
        }
    }

    private void add(ResultSet row, Instant now) throws SQLException {
        Instant ts = row.getTimestamp(2).toInstant();
        String symbol = row.getString(1);
        Instant last = newest.get(symbol);
        if (last == null || !ts.isAfter(last)) {
            return;
        }
        newest.put(symbol, ts);
        watcher.saw(symbol, ts, now);
        Duration lag = Duration.between(ts, now);
        all.add(lag);
        recent.add(lag);
        Seen before = seen;
        seen = new Seen(
                before.rows + 1,
                before.incomplete + (row.getBoolean(4) ? 0 : 1),
                before.trades + row.getInt(3),
                ts.isAfter(before.newest) ? ts : before.newest);
    }

    private boolean waited(Duration time) throws InterruptedException {
        return closed.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package io.market1s.dashboard.live;

import io.market1s.dashboard.board.Board;
import io.market1s.dashboard.board.BoardKeeper;
import io.market1s.dashboard.board.Completeness;
import io.market1s.dashboard.board.RowsSeen;
import io.market1s.dashboard.board.SymbolState;
import io.market1s.dashboard.table.MarketReader;
import io.market1s.dashboard.table.Newest;
import io.market1s.dashboard.table.Row;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads PostgreSQL for all viewers, on one thread and over one connection. It polls for new and changed rows, and
 * publishes what it found, or that it cannot read. It connects again by itself. Polls from {@link #start} to {@link
 * #close}.
 */
public final class Poller implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Poller.class);

    private static final Duration SHORTEST_REST = Duration.ofMillis(100);
    private static final Duration LONGEST_REST = Duration.ofSeconds(1);
    private static final Duration AFTER_FAILURE = Duration.ofMillis(500);
    /**
     * After a poll the poller rests for this many times what the poll took, so that the database has little work with
     * it.
     */
    private static final int RESTS = 10;

    private static final Duration SECOND = Duration.ofSeconds(1);
    /**
     * For counting complete rows each second, beside the newest ones: at first, and when all have been counted once.
     */
    private static final Duration COUNTING_AT_FIRST = Duration.ofMillis(250);

    private static final Duration COUNTING = Duration.ofMillis(20);

    private final Database database;
    private final Supplier<Set<String>> watched;
    private final BiConsumer<Publication, Duration> publish;
    private final InstantSource clock;
    private final BoardKeeper boards;
    private final Completeness completeness = new Completeness();
    private final Map<String, Window> windows = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private Board board = Board.EMPTY;
    private Instant counted = Instant.EPOCH;
    private @Nullable MarketReader reader;
    private @Nullable DatabaseProblem problem;

    /** Opens connections. */
    public interface Database {
        MarketReader connect() throws SQLException;
    }

    /**
     * A watched symbol's rows.
     *
     * @param newest of the symbol's rows when they were read
     * @param readAt when they were read
     */
    private record Window(List<Row> rows, Instant newest, Instant readAt) {}

    /**
     * A poller.
     *
     * @param watched the symbols whose rows are to be read
     * @param publish told of every poll and what it took, in this poller's thread
     */
    public Poller(
            Database database,
            Supplier<Set<String>> watched,
            BiConsumer<Publication, Duration> publish,
            RowsSeen rowsSeen,
            InstantSource clock) {
        this.database = database;
        this.watched = watched;
        this.publish = publish;
        this.clock = clock;
        this.boards = new BoardKeeper(rowsSeen);
        this.thread = new Thread(this::run, "dashboard-poller");
        thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** Whether it still polls. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Waits until it polls no more. */
    public void join() throws InterruptedException {
        thread.join();
    }

    /** Ends the polling and returns when it has ended. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            Duration rest;
            do {
                rest = poll();
            } while (!closed.await(rest.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            LOG.error("the poller ends", e);
            throw e;
        } finally {
            disconnect();
        }
    }

    /** Polls once; returns how long to rest. */
    private Duration poll() {
        long before = System.nanoTime();
        try {
            MarketReader connected = reader == null ? database.connect() : reader;
            reader = connected;
            read(connected);
            if (problem != null) {
                LOG.info("PostgreSQL can be read again");
                problem = null;
            }
            Duration took = publish(before);
            Duration rest = took.multipliedBy(RESTS);
            return rest.compareTo(SHORTEST_REST) < 0
                    ? SHORTEST_REST
                    : rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
        } catch (SQLException e) {
            disconnect();
            if (problem == null) {
                LOG.warn(
                        "cannot read PostgreSQL, and try again every {} ms: {}",
                        AFTER_FAILURE.toMillis(),
                        e.toString());
            }
            problem = DatabaseProblem.of(e, problem == null ? clock.instant() : problem.since());
            publish(before);
            return AFTER_FAILURE;
        }
    }

    private void read(MarketReader reader) throws SQLException {
        List<Newest> newest = reader.newest();
        Instant now = clock.instant();
        board = boards.update(newest, completeness, now);
        readWindows(reader, now);
        if (Duration.between(counted, now).compareTo(SECOND) >= 0) {
            counted = now;
            count(reader, now);
        }
    }

    private void readWindows(MarketReader reader, Instant now) throws SQLException {
        Set<String> symbols = watched.get();
        windows.keySet().retainAll(symbols);
        for (String symbol : symbols) {
            SymbolState state = board.find(symbol);
            Window window = windows.get(symbol);
            if (state != null && (window == null || isStale(window, state, now))) {
                List<Row> rows = reader.rows(symbol, state.ts().minus(LiveUpdates.SHOWN));
                windows.put(symbol, new Window(rows, state.ts(), now));
            }
        }
    }

    /** New rows show at the next poll, corrections of older ones within a second. */
    private static boolean isStale(Window window, SymbolState state, Instant now) {
        return !window.newest.equals(state.ts())
                || Duration.between(window.readAt, now).compareTo(SECOND) >= 0;
    }

    private void count(MarketReader reader, Instant now) throws SQLException {
        for (Completeness.Slot slot : completeness.newest(now)) {
            count(reader, slot);
        }
        Duration budget = completeness.isRoundComplete() ? COUNTING : COUNTING_AT_FIRST;
        long before = System.nanoTime();
        boolean wasComplete = completeness.isRoundComplete();
        do {
            count(reader, completeness.next(now));
        } while (System.nanoTime() - before < budget.toNanos() && completeness.isRoundComplete() == wasComplete);
    }

    private void count(MarketReader reader, Completeness.Slot slot) throws SQLException {
        completeness.put(slot, reader.completeness(slot.from(), slot.to()));
    }

    /** Returns what it took since then. */
    private Duration publish(long before) {
        Map<String, List<Row>> rows = new HashMap<>();
        windows.forEach((symbol, window) -> rows.put(symbol, window.rows));
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        publish.accept(new Publication(clock.instant(), problem, board, rows), took);
        return took;
    }

    private void disconnect() {
        MarketReader connected = reader;
        reader = null;
        if (connected != null) {
            try {
                connected.close();
            } catch (SQLException e) {
                LOG.debug("the connection did not close cleanly", e);
            }
        }
    }
}

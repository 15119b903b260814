package io.market1s.resample.verify;

import io.market1s.resample.ResampleSettings;
import io.market1s.resample.rebuild.Rebuild;
import io.market1s.resample.rebuild.RebuildRequest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Rebuilds the table beside the live one and compares every row. Works beside a running pipeline and on one that was
 * stopped in order. One thread runs it.
 */
public final class Verification {
    /**
     * The newest second that every symbol that has rows near the table's end has, and the one after it: only then is known
     * whether the row is complete.
     */
    private static final String NEWEST_FINAL = """
            SELECT min(newest) - interval '1 second' FROM (
                SELECT max(ts) AS newest FROM market_1s
                WHERE ts > (SELECT max(ts) FROM market_1s) - interval '10 seconds' GROUP BY symbol) AS of_symbols
            """;

    /** Given back when the connection ends, however it ends. The number is arbitrary and means this table. */
    private static final String ALONE = "SELECT pg_try_advisory_lock(1771250189)";

    private static final String TOPIC_PREFIX = "market_1s.rebuilt.";
    private static final String OLDEST = "SELECT min(ts) FROM market_1s";

    private final ResampleSettings settings;
    private final Database database;
    private final String sinkGroup;
    private final InstantSource clock;

    /** Where the tables are, and the role {@code market_verifier}. */
    public record Database(String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return user + "@" + jdbcUrl;
        }
    }

    /**
     * What a verification found.
     *
     * @param from the first {@code ts} that was compared
     * @param to the last {@code ts} that was compared
     * @param rows how many rows were compared
     * @param differences a line each
     */
    public record Outcome(Instant from, Instant to, long rows, List<String> differences) {
        /** What was compared and how many differences there are, for a person. */
        public String inWords() {
            return "%d rows from %s to %s: %d differences".formatted(rows, from, to, differences.size());
        }
    }

    /**
     * A verification that has not begun.
     *
     * @param sinkGroup the consumer group of the sink connector
     */
    public Verification(ResampleSettings settings, Database database, String sinkGroup, InstantSource clock) {
        this.settings = settings;
        this.database = database;
        this.sinkGroup = sinkGroup;
        this.clock = clock;
    }

    /**
     * Compares the rows of a range.
     *
     * @param from the first {@code ts}; null for the earliest that the raw log still gives exactly
     * @param to the last {@code ts}; null for the newest whose content is decided
     * @throws IllegalStateException if there is nothing to compare, another verification runs, or a part does not answer,
     *     with the reason
     */
    public Outcome run(@Nullable Instant from, @Nullable Instant to) throws InterruptedException, SQLException {
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()));
                Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            requireAlone(connection);
            removeLeftovers(admin);
            Range range = new Range(
                    from == null ? required(OLDEST, connection) : from,
                    to == null ? required(NEWEST_FINAL, connection) : to);
            Range compared = rebuild(range, admin, connection);
            Comparison comparison = new Comparison(connection);
            Comparison.Result result = comparison.compare(compared.from(), compared.to());
            if (result.differences().isEmpty()) {
                return new Outcome(compared.from(), compared.to(), result.rows(), List.of());
            }
            // What was being corrected while we looked is equal at a second look, from a later end of the log.
            List<Comparison.Difference> first = result.differences();
            rebuild(new Range(first.get(0).ts(), first.get(first.size() - 1).ts()), admin, connection);
            List<Comparison.Difference> second = comparison
                    .compare(first.get(0).ts(), first.get(first.size() - 1).ts())
                    .differences();
            return new Outcome(
                    compared.from(),
                    compared.to(),
                    result.rows(),
                    second.stream().map(Verification::line).toList());
        }
    }

    private record Range(Instant from, Instant to) {}

    /** Rebuilds into the second table; what the raw log cannot give exactly any more is left out of the range. */
    private Range rebuild(Range range, Admin admin, Connection connection) throws InterruptedException, SQLException {
        String topic = TOPIC_PREFIX + UUID.randomUUID();
        try {
            Rebuild.Result rebuilt =
                    new Rebuild(settings, clock).run(new RebuildRequest(range.from(), range.to(), topic));
            new LivePipeline(admin, settings.kafka(), settings.application().id(), sinkGroup)
                    .awaitInTable(rebuilt.ends());
            new RebuiltTable(connection, settings.kafka()).fillFrom(topic);
            return new Range(rebuilt.from(), rebuilt.to());
        } finally {
            admin.deleteTopics(List.of(topic));
        }
    }

    /** There is one table to rebuild into. */
    private static void requireAlone(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(ALONE)) {
            result.next();
            if (!result.getBoolean(1)) {
                throw new IllegalStateException("another verification of this table is running; wait for it to end");
            }
        }
    }

    /** Of verifications that were killed: no other one is running. */
    private static void removeLeftovers(Admin admin) throws InterruptedException {
        try {
            Set<String> topics = admin.listTopics().names().get();
            admin.deleteTopics(topics.stream()
                            .filter(topic -> topic.startsWith(TOPIC_PREFIX))
                            .toList())
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka does not answer as it should: " + e.getCause(), e);
        }
    }

    private static Instant required(String sql, Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            OffsetDateTime time = result.getObject(1, OffsetDateTime.class);
            if (time == null) {
                throw new IllegalStateException("there is nothing to verify: market_1s has no rows");
            }
            return time.toInstant();
        }
    }

    private static String line(Comparison.Difference difference) {
        return "%s %s %s: live %s, rebuilt %s"
                .formatted(
                        difference.symbol(),
                        difference.ts(),
                        difference.column(),
                        difference.live(),
                        difference.rebuilt());
    }
}

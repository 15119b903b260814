package io.market1s.connect;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/**
 * The database's schema: applies the migrations under {@code db/migration} that a database does not have yet. Several
 * processes may do so at once; a database that is up to date is left as it is, but for changed passwords.
 */
public final class MarketSchema {
    /** The role that may insert and update rows of {@code market_1s}, and nothing else. */
    public static final String SINK_ROLE = "market_sink";

    /** The role that may read {@code market_1s} and its views. */
    public static final String READER_ROLE = "market_reader";

    /** The role that a verification uses: it may read {@code market_1s} and write {@code market_1s_rebuilt}. */
    public static final String VERIFIER_ROLE = "market_verifier";

    /** The migration that partitions the table; see {@link #migratePartitioned}. */
    private static final MigrationVersion BY_DAY = MigrationVersion.fromVersion("100");

    private MarketSchema() {}

    /**
     * Where the schema belongs and who may change it.
     *
     * @param jdbcUrl {@code jdbc:postgresql://HOST:PORT/DATABASE}
     * @param user owns the schema and may create roles
     */
    public record Owner(String jdbcUrl, String user, String password) {
        @Override
        public String toString() {
            return user + "@" + jdbcUrl;
        }
    }

    /** The passwords of the roles. */
    public record Passwords(String sink, String reader, String verifier) {
        @Override
        public String toString() {
            return "Passwords[***]";
        }
    }

    /**
     * Brings the database up to date, and gives the roles their passwords and rights again.
     *
     * @return how many migrations were applied; not counted is what is done every time
     * @throws FlywayException if the database refuses, or has migrations that are not ours
     */
    public static int migrate(Owner owner, Passwords passwords) {
        boolean byDay = Stream.of(flyway(owner, passwords, true).info().applied())
                .anyMatch(applied -> BY_DAY.equals(applied.getVersion()));
        return applied(flyway(owner, passwords, byDay));
    }

    /**
     * The same, with {@code market_1s} partitioned by day: makes the partitions for the next month and drops those whose
     * rows are all older. To be called daily. A database that is partitioned stays so.
     *
     * @param retention how long rows are kept at least; a day goes as a whole
     */
    public static int migratePartitioned(Owner owner, Passwords passwords, Duration retention) throws SQLException {
        int applied = applied(flyway(owner, passwords, true));
        try (Connection connection = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                PreparedStatement partitions =
                        connection.prepareStatement("SELECT market_1s_partitions(make_interval(secs => ?))")) {
            partitions.setLong(1, retention.toSeconds());
            partitions.execute();
        }
        return applied;
    }

    private static int applied(Flyway flyway) {
        return (int) flyway.migrate().migrations.stream()
                .filter(migration -> !migration.version.isEmpty())
                .count();
    }

    private static Flyway flyway(Owner owner, Passwords passwords, boolean byDay) {
        List<String> locations = new ArrayList<>(List.of("classpath:db/migration"));
        if (byDay) {
            locations.add("classpath:db/partitioned");
        }
        return Flyway.configure(MarketSchema.class.getClassLoader())
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .locations(locations.toArray(String[]::new))
                // What comes later has a lower number than the partitions.
                .outOfOrder(true)
                .placeholders(Map.of(
                        // Flyway's own time has seconds only.
                        "run", UUID.randomUUID().toString(),
                        "sink_password", quoted(passwords.sink()),
                        "reader_password", quoted(passwords.reader()),
                        "verifier_password", quoted(passwords.verifier())))
                .load();
    }

    private static String quoted(String password) {
        return password.replace("'", "''");
    }
}

package io.market1s.connect;

import java.util.Map;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

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
     * Brings the database up to date.
     *
     * @return how many migrations were applied
     * @throws FlywayException if the database refuses, or has migrations that are not ours
     */
    public static int migrate(Owner owner, Passwords passwords) {
        return Flyway.configure(MarketSchema.class.getClassLoader())
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                .placeholders(Map.of(
                        "sink_password", quoted(passwords.sink()),
                        "reader_password", quoted(passwords.reader()),
                        "verifier_password", quoted(passwords.verifier())))
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private static String quoted(String password) {
        return password.replace("'", "''");
    }
}

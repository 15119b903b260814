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

    /**
     * Brings the database up to date.
     *
     * @return how many migrations were applied
     * @throws FlywayException if the database refuses, or has migrations that are not ours
     */
    public static int migrate(Owner owner, String sinkPassword, String readerPassword) {
        return Flyway.configure(MarketSchema.class.getClassLoader())
                .dataSource(owner.jdbcUrl(), owner.user(), owner.password())
                .locations("classpath:db/migration")
                .placeholders(Map.of("sink_password", quoted(sinkPassword), "reader_password", quoted(readerPassword)))
                .load()
                .migrate()
                .migrationsExecuted;
    }

    private static String quoted(String password) {
        return password.replace("'", "''");
    }
}

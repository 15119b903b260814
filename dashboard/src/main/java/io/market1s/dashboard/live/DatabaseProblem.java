package io.market1s.dashboard.live;

import java.sql.SQLException;
import java.time.Instant;

/**
 * The database cannot be read.
 *
 * @param what a sentence for people, without names or addresses of machines
 * @param since when it was first noticed
 */
public record DatabaseProblem(String what, Instant since) {
    private static final String UNDEFINED_TABLE = "42P01";

    /** The problem that an exception tells of, by the class of its SQLSTATE. */
    public static DatabaseProblem of(SQLException e, Instant since) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        return new DatabaseProblem(what(state), since);
    }

    private static String what(String state) {
        if (state.equals(UNDEFINED_TABLE)) {
            return "There is no table market_1s in the database yet.";
        }
        if (state.startsWith("28")) {
            return "PostgreSQL does not let the dashboard in: its user or password is wrong.";
        }
        if (state.startsWith("42501")) {
            return "PostgreSQL does not let the dashboard read market_1s.";
        }
        if (state.startsWith("3D")) {
            return "PostgreSQL has no such database.";
        }
        if (state.startsWith("08") || state.startsWith("57") || state.startsWith("53")) {
            return "PostgreSQL cannot be reached.";
        }
        return "PostgreSQL does not answer as it should (SQLSTATE " + state + ").";
    }
}

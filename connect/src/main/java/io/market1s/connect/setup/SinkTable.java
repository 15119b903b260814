package io.market1s.connect.setup;

import io.market1s.connect.SinkConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The sink's table, looked at with the sink's own eyes. */
final class SinkTable {
    private static final String TABLE = "market_1s";
    private static final List<String> RIGHTS = List.of("SELECT", "INSERT", "UPDATE");

    private final Connection connection;

    private SinkTable(Connection connection) {
        this.connection = connection;
    }

    /**
     * What would keep the sink from writing; empty if nothing does.
     *
     * @throws IllegalStateException if the role cannot log in
     */
    static List<String> problems(SinkSettings access) throws SQLException {
        try (Connection connection = DriverManager.getConnection(access.jdbcUrl(), access.user(), access.password())) {
            return new SinkTable(connection).problems(access.user());
        } catch (SQLException e) {
            if (e.getSQLState() != null
                    && (e.getSQLState().startsWith("08") || e.getSQLState().startsWith("28"))) {
                throw new IllegalStateException("cannot log in as " + access + ": " + e.getMessage(), e);
            }
            throw e;
        }
    }

    private List<String> problems(String user) throws SQLException {
        if (texts("SELECT to_regclass(?)::text", TABLE).isEmpty()) {
            return List.of("there is no table " + TABLE);
        }
        List<String> problems = new ArrayList<>();
        for (String right : RIGHTS) {
            if (!texts("SELECT 'yes' WHERE has_table_privilege(?, ?)", TABLE, right)
                    .contains("yes")) {
                problems.add(user + " lacks the right to " + right + " on " + TABLE);
            }
        }
        Set<String> missing = new TreeSet<>(SinkConfig.columns());
        missing.removeAll(texts(
                "SELECT attname FROM pg_attribute WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped",
                TABLE));
        missing.forEach(column -> problems.add(TABLE + " has no column " + column));
        if (!texts(
                        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conrelid = ?::regclass AND contype = 'p'",
                        TABLE)
                .equals(List.of("PRIMARY KEY (symbol, ts)"))) {
            problems.add(TABLE + " does not have the primary key (symbol, ts)");
        }
        return problems;
    }

    /** The first column of every row, without nulls. */
    private List<String> texts(String query, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String text = rows.getString(1);
                    if (text != null) {
                        texts.add(text);
                    }
                }
            }
            return texts;
        }
    }
}

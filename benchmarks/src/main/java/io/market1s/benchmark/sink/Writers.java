package io.market1s.benchmark.sink;

import io.market1s.data.Bar;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Ways to upsert bars without a connector. Each transaction takes as many as the connector's batch does. */
public final class Writers {
    private static final int BATCH = 5_000;

    private Writers() {}

    /** One statement a row, sent in batches. */
    public static void upsert(Stream<Bar> bars, Connection connection) throws SQLException {
        String parameters = String.join(", ", Collections.nCopies(Columns.NAMES.size(), "?"));
        connection.setAutoCommit(false);
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO market_1s ("
                + String.join(", ", Columns.NAMES) + ") VALUES (" + parameters + ")" + Columns.onConflict())) {
            for (List<Bar> batch : batches(bars)) {
                for (Bar bar : batch) {
                    @Nullable Object[] values = Columns.values(bar);
                    for (int i = 0; i < values.length; i++) {
                        insert.setObject(i + 1, values[i]);
                    }
                    insert.addBatch();
                }
                insert.executeBatch();
                connection.commit();
            }
        }
    }

    /** COPY into a table of the session, and from there one INSERT. */
    public static void copy(Stream<Bar> bars, Connection connection) throws SQLException, IOException {
        connection.setAutoCommit(false);
        CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TEMPORARY TABLE staged (LIKE market_1s) ON COMMIT DELETE ROWS");
            connection.commit();
            for (List<Bar> batch : batches(bars)) {
                StringBuilder lines = new StringBuilder(batch.size() * 256);
                batch.forEach(bar -> lines.append(Columns.line(bar)));
                copy.copyIn(
                        "COPY staged (" + String.join(", ", Columns.NAMES) + ") FROM STDIN",
                        new StringReader(lines.toString()));
                statement.execute("INSERT INTO market_1s SELECT * FROM staged" + Columns.onConflict());
                connection.commit();
            }
        }
    }

    private static Iterable<List<Bar>> batches(Stream<Bar> bars) {
        Iterator<Bar> all = bars.iterator();
        return () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return all.hasNext();
            }

            @Override
            public List<Bar> next() {
                List<Bar> batch = new ArrayList<>(BATCH);
                while (all.hasNext() && batch.size() < BATCH) {
                    batch.add(all.next());
                }
                return batch;
            }
        };
    }
}

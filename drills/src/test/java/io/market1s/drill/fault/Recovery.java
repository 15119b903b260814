package io.market1s.drill.fault;

import static org.awaitility.Awaitility.await;

import io.market1s.drill.pipeline.SplitPipeline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Waits until rows are on time again: a moment after a second has ended, the table has the complete row of every
 * symbol, and that stays so for a while.
 */
public final class Recovery {
    /** A row that is later is late. */
    private static final Duration LATE = Duration.ofMillis(1500);

    private static final Duration STEADY = Duration.ofSeconds(3);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final SplitPipeline pipeline;
    private final int symbols;
    private @Nullable Connection connection;
    private @Nullable Instant onTimeSince;

    public Recovery(SplitPipeline pipeline) {
        this.pipeline = pipeline;
        this.symbols = pipeline.exchange().symbols().size();
    }

    /**
     * Waits.
     *
     * @return from when on rows were on time
     * @throws LateException if they are not within that time
     */
    public Instant awaitOnTime(Duration patience) throws LateException {
        onTimeSince = null;
        try {
            return await().atMost(patience).pollInterval(LOOK_EVERY).until(this::look, moment -> moment != null);
        } catch (ConditionTimeoutException e) {
            throw new LateException("rows are not on time " + patience.toSeconds() + " s after the fault");
        } finally {
            disconnect();
        }
    }

    /** Rows did not come back. */
    public static final class LateException extends Exception {
        private static final long serialVersionUID = 1;

        public LateException(String message) {
            super(message);
        }
    }

    /** Since when rows are on time, if that is long enough ago; null before. */
    private @Nullable Instant look() {
        Instant now = Instant.now();
        if (!isOnTime(now)) {
            onTimeSince = null;
            return null;
        }
        Instant since = onTimeSince == null ? now : onTimeSince;
        onTimeSince = since;
        return Duration.between(since, now).compareTo(STEADY) >= 0 ? since : null;
    }

    private boolean isOnTime(Instant now) {
        try {
            Connection open = connection == null ? pipeline.connect() : connection;
            connection = open;
            try (PreparedStatement statement =
                    open.prepareStatement("SELECT count(*) FROM market_1s WHERE ts = ? AND complete")) {
                statement.setTimestamp(1, Timestamp.from(now.minus(LATE).truncatedTo(ChronoUnit.SECONDS)));
                try (ResultSet result = statement.executeQuery()) {
                    result.next();
                    return result.getInt(1) >= symbols;
                }
            }
        } catch (SQLException e) {
            disconnect();
            return false;
        }
    }

    private void disconnect() {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            // It is gone either way.
        }
        connection = null;
    }
}

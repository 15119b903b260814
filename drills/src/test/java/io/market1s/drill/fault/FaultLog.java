package io.market1s.drill.fault;

import static org.awaitility.Awaitility.await;

import io.market1s.drill.pipeline.SplitPipeline;
import io.market1s.drill.table.Rows;
import io.market1s.drill.time.Timings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionTimeoutException;

/** Observes the rows from shortly before a fault on: when they are on time again, and whether all are there. */
public final class FaultLog {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /**
     * Rows may still be corrected for this long; the exchange limits how fast missed trades can be fetched.
     */
    private static final Duration SETTLING = Duration.ofSeconds(60);

    private final SplitPipeline pipeline;
    private final Recovery recovery;
    private final Instant from = newest();
    private final int endsBefore;
    private final Timings took = new Timings();
    private final List<String> broken = new ArrayList<>();

    public FaultLog(SplitPipeline pipeline) {
        this.pipeline = pipeline;
        this.recovery = new Recovery(pipeline);
        this.endsBefore = pipeline.ownEnds();
    }

    /**
     * Is called when a fault has ended. Waits until rows are on time again, and checks whether they keep the promises.
     */
    void ended() throws Recovery.LateException, SQLException {
        Instant end = Instant.now();
        took.add(Duration.between(end, awaitOnTime()));
        Rows rows = rows(newest());
        if (!rows.hold()) {
            broken("after fault %d: %s".formatted(took.count(), rows));
        }
    }

    /** Waits until rows are on time; returns since when they are. */
    Instant awaitOnTime() throws Recovery.LateException {
        return recovery.awaitOnTime(PATIENCE);
    }

    /** The first second that it looks at. */
    public Instant from() {
        return from;
    }

    /** How long it took, each time. */
    public Timings recoveries() {
        return took;
    }

    /** How often a part has ended that nobody had killed. */
    public int ownEnds() {
        return pipeline.ownEnds() - endsBefore;
    }

    /** Notes that a promise did not hold. */
    public void broken(String what) {
        broken.add(what);
    }

    /** What did not hold. */
    public List<String> broken() {
        return List.copyOf(broken);
    }

    /** The rows up to a second, as they are when nothing is being corrected any more. */
    public Rows rows(Instant to) throws SQLException {
        try {
            return await().atMost(SETTLING)
                    .pollInterval(Duration.ofMillis(500))
                    .pollDelay(Duration.ZERO)
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> read(to), Rows::hold);
        } catch (ConditionTimeoutException e) {
            return read(to);
        }
    }

    private Rows read(Instant to) throws SQLException {
        try (Connection connection = pipeline.connect()) {
            return Rows.read(
                    connection, pipeline.exchange().tally(), pipeline.exchange().symbols(), from, to);
        }
    }

    /** The newest second of which the rows are on time. */
    public static Instant newest() {
        return Instant.now().minusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
    }
}

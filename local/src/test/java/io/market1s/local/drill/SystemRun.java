package io.market1s.local.drill;

import static org.awaitility.Awaitility.await;

import io.market1s.local.drill.SplitPipeline.Role;
import io.market1s.resample.verify.Verification;
import io.market1s.simulator.market.MarketSpec;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole pipeline under load and one fault after the other; after each, what it did to the promises.
 *
 * @param symbols markets, of which eight are busy
 */
record SystemRun(int symbols, long seed) {
    private static final Duration STARTING = Duration.ofMinutes(3);
    /** What is being corrected while we look is right a moment later. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private static final int SHOWN = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SystemRun.class);

    /** Lets every fault happen and fills the table; the last line is about the whole time. */
    void run(Path folder, List<Fault> faults, PromiseTable table) throws Exception {
        try (SplitPipeline pipeline = SplitPipeline.start(folder, markets(), seed)) {
            new Recovery(pipeline).awaitOnTime(STARTING);
            Instant begin = before();
            for (Fault fault : faults) {
                LOG.info("{}", fault.name());
                table.add(promises(fault, pipeline));
            }
            Watch whole = new Watch(begin, before(), pipeline.ownEnds(), new Took());
            table.add(judge("the whole run", faults.size(), whole, pipeline, new ArrayList<>()));
        }
    }

    private record Watch(Instant from, Instant to, int ownEnds, Took recoveries) {}

    private List<MarketSpec> markets() {
        return Stream.concat(
                        MarketSpec.defaults().stream(),
                        IntStream.iterate(MarketSpec.defaults().size(), i -> i < symbols, i -> i + 1)
                                .mapToObj(i -> MarketSpec.of("KRW-D" + i)))
                .toList();
    }

    private Promises promises(Fault fault, SplitPipeline pipeline) throws Exception {
        Instant from = before();
        int ends = pipeline.ownEnds();
        FaultLog log = new FaultLog(pipeline);
        List<String> broken = new ArrayList<>();
        try {
            fault.happen(pipeline, log);
        } catch (ImpossibleException e) {
            return Promises.notTried(fault, e);
        } catch (Recovery.LateException e) {
            broken.add(e.toString());
        }
        Watch watch = new Watch(from, before(), pipeline.ownEnds() - ends, log.recoveries());
        return judge(fault.name(), fault.times(), watch, pipeline, broken);
    }

    /** A second of which the rows are on time. */
    private static Instant before() {
        return Instant.now().minusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
    }

    private static Promises judge(String fault, int times, Watch watch, SplitPipeline pipeline, List<String> broken)
            throws Exception {
        Rows rows = settled(watch, pipeline);
        if (!rows.hold()) {
            broken.add(rows.toString());
        }
        @Nullable Long differences = null;
        try {
            Verification.Outcome outcome = pipeline.verify(watch.from(), watch.to());
            differences = (long) outcome.differences().size();
            outcome.differences().stream().limit(SHOWN).forEach(broken::add);
        } catch (IllegalStateException | SQLException e) {
            broken.add("verify: " + e.getMessage());
        }
        return new Promises(
                fault, times, rows, differences, watch.ownEnds(), Promises.Recoveries.of(watch.recoveries()), broken);
    }

    private static Rows settled(Watch watch, SplitPipeline pipeline) throws SQLException {
        try {
            return await().atMost(SETTLING)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptionsInstanceOf(SQLException.class)
                    .until(() -> read(watch, pipeline), Rows::hold);
        } catch (ConditionTimeoutException e) {
            return read(watch, pipeline);
        }
    }

    private static Rows read(Watch watch, SplitPipeline pipeline) throws SQLException {
        try (Connection connection = pipeline.connect()) {
            return Rows.read(
                    connection, pipeline.exchange().tally(), pipeline.exchange().symbols(), watch.from(), watch.to());
        }
    }

    /** Every fault once round: what the names say, {@code kills} times each process. */
    static List<Fault> faults(int kills, Duration pause, Duration diskFull, Duration clock, long seed) {
        Random seeds = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (Role role : Role.values()) {
            faults.add(new Kills(role, role.part(), kills, seeds.nextLong()));
        }
        for (Role role : Role.values()) {
            faults.add(new Pause(role, role.part(), pause));
        }
        faults.add(new DiskFull(Role.BROKER, Role.BROKER.part(), diskFull));
        faults.add(new DiskFull(Role.POSTGRES, Role.POSTGRES.part(), diskFull));
        faults.add(new Poison());
        for (Role role : List.of(Role.INGEST, Role.RESAMPLE)) {
            faults.add(new ClockStep(role, role.part(), 5, clock));
            faults.add(new ClockStep(role, role.part(), -5, clock));
        }
        return faults;
    }
}

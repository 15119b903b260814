package io.market1s.drill.system;

import io.market1s.drill.fault.ClockStep;
import io.market1s.drill.fault.DiskFull;
import io.market1s.drill.fault.Fault;
import io.market1s.drill.fault.FaultLog;
import io.market1s.drill.fault.Kills;
import io.market1s.drill.fault.Pause;
import io.market1s.drill.fault.Poison;
import io.market1s.drill.fault.Recovery;
import io.market1s.drill.part.ImpossibleException;
import io.market1s.drill.pipeline.SplitPipeline;
import io.market1s.drill.pipeline.SplitPipeline.Role;
import io.market1s.drill.table.Rows;
import io.market1s.resample.verify.Verification;
import io.market1s.simulator.market.MarketSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the whole pipeline under load, causes one fault after the other, and checks the promises after each.
 *
 * @param symbols markets, of which eight are busy
 */
record SystemRun(int symbols, long seed) {
    private static final Duration STARTING = Duration.ofMinutes(3);
    private static final int SHOWN = 5;

    private static final Logger LOG = LoggerFactory.getLogger(SystemRun.class);

    /** Causes every fault and fills the table; the last line is about the whole time. */
    void run(Path folder, List<Fault> faults, PromiseTable table) throws Exception {
        try (SplitPipeline pipeline = SplitPipeline.start(folder, markets(), seed)) {
            new Recovery(pipeline).awaitOnTime(STARTING);
            FaultLog whole = new FaultLog(pipeline);
            for (Fault fault : faults) {
                LOG.info("{}", fault.name());
                table.add(promises(fault, pipeline));
            }
            table.add(judge("the whole run", faults.size(), whole, pipeline));
        }
    }

    private List<MarketSpec> markets() {
        return Stream.concat(
                        MarketSpec.defaults().stream(),
                        IntStream.iterate(MarketSpec.defaults().size(), i -> i < symbols, i -> i + 1)
                                .mapToObj(i -> MarketSpec.of("KRW-D" + i)))
                .toList();
    }

    private static Promises promises(Fault fault, SplitPipeline pipeline) throws Exception {
        FaultLog log = new FaultLog(pipeline);
        try {
            fault.happen(pipeline, log);
        } catch (ImpossibleException e) {
            return Promises.notTried(fault, e);
        } catch (Recovery.LateException | SQLException | IOException e) {
            log.broken(e.toString());
        }
        return judge(fault.name(), fault.times(), log, pipeline);
    }

    private static Promises judge(String fault, int times, FaultLog log, SplitPipeline pipeline) throws Exception {
        Instant to = FaultLog.newest();
        @Nullable Rows rows = null;
        @Nullable Long differences = null;
        try {
            rows = log.rows(to);
            if (!rows.hold()) {
                log.broken(rows.toString());
            }
            Verification.Outcome outcome = pipeline.verify(log.from(), to);
            differences = (long) outcome.differences().size();
            outcome.differences().stream().limit(SHOWN).forEach(log::broken);
        } catch (IllegalStateException | SQLException e) {
            log.broken(e.toString());
        }
        return new Promises(
                fault, times, rows, differences, log.ownEnds(), Promises.Recoveries.of(log.recoveries()), log.broken());
    }

    /** All faults; each process is killed {@code kills} times. */
    static List<Fault> faults(int kills, Duration pause, Duration diskFull, Duration clock, long seed) {
        Random seeds = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (Role role : Role.values()) {
            faults.add(new Kills(role, role.part(), kills, seeds.nextLong()));
        }
        for (Role role : Role.values()) {
            faults.add(new Pause(role, role.part(), pause));
        }
        faults.add(new Poison());
        for (Role role : List.of(Role.INGEST, Role.RESAMPLE)) {
            faults.add(new ClockStep(role, role.part(), 5, clock));
            faults.add(new ClockStep(role, role.part(), -5, clock));
        }
        faults.add(new DiskFull(Role.BROKER, Role.BROKER.part(), diskFull));
        faults.add(new DiskFull(Role.POSTGRES, Role.POSTGRES.part(), diskFull));
        return faults;
    }
}

package io.market1s.local.run;

import io.market1s.data.topic.Topics;
import io.market1s.local.report.LagProbe;
import io.market1s.local.report.RunOffsets;
import io.market1s.local.report.RunTail;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Those who watch a run from outside: where its records begin, a reader of its topics, a reader of its rows. Started
 * before anything writes, closed when all is written.
 *
 * @param from when the watching began
 */
record Observers(Instant from, RunOffsets offsets, RunTail tail, LagProbe probe) implements AutoCloseable {

    static Observers start(Servers servers, List<String> symbols, InstantSource clock)
            throws InterruptedException, ExecutionException {
        RunOffsets offsets = RunOffsets.now(servers.admin(), Servers.PARTITIONS);
        RunTail tail = new RunTail(servers.bootstrapServers(), offsets.beginOf(Topics.HEARTBEAT, Topics.MARKET_1S));
        Instant from = clock.instant();
        // The first second that this run can cover ends after this moment.
        LagProbe probe = new LagProbe(servers::connectAsReader, symbols, from.truncatedTo(ChronoUnit.SECONDS), clock);
        tail.start();
        probe.start();
        return new Observers(from, offsets, tail, probe);
    }

    @Override
    public void close() {
        probe.close();
        tail.close();
    }
}

package io.market1s.local.run;

import io.market1s.data.topic.Topics;
import io.market1s.local.report.SinkOffsets;
import io.market1s.resample.ResampleService;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The waiting at the end of a run, so that what was received becomes rows before the servers stop. */
final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);
    private static final Duration CLOSING_PATIENCE = Duration.ofSeconds(30);
    private static final Duration WRITING_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Servers servers;
    private final Observers observers;

    Drain(Servers servers, Observers observers) {
        this.servers = servers;
        this.observers = observers;
    }

    /** Waits until every symbol that a feed covered has its bar of a second. */
    void awaitBars(Instant second) throws Exception {
        await("the resampler has not closed every second up to " + second, CLOSING_PATIENCE, () -> {
            Map<String, Instant> latest = observers.tail().latestBar();
            return observers.tail().firstCovered().keySet().stream()
                    .allMatch(symbol ->
                            !latest.getOrDefault(symbol, Instant.EPOCH).isBefore(second));
        });
    }

    /** Waits until the resampler has corrected what it knows better now: whether the last second but one was complete. */
    static void awaitCorrections(ResampleService resample) throws Exception {
        await("the resampler has not corrected its last bars", CLOSING_PATIENCE, () -> !resample.hasCorrections());
    }

    /** Waits until PostgreSQL has every bar; the resampler must have stopped. */
    void awaitRows() throws Exception {
        var ends = observers.offsets().endOf(Topics.MARKET_1S);
        await("the bars cannot be read to their end", WRITING_PATIENCE, () -> observers
                .tail()
                .hasRead(ends));
        SinkOffsets progress = new SinkOffsets(servers.admin(), Servers.SINK);
        await(
                "the sink has not written every bar",
                WRITING_PATIENCE,
                () -> progress.hasWritten(observers.tail().nextBarOffset()));
    }

    /** Waits until it holds, or goes on without. */
    static void await(String failure, Duration patience, Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                LOG.warn("{} within {} s; the run ends without that", failure, patience.toSeconds());
                return;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }
}

package io.market1s.ingest.backfill;

import io.market1s.data.Trade;
import io.market1s.ingest.exchange.TradeHistory;
import io.market1s.ingest.feed.Gap;
import io.market1s.ingest.feed.Gaps;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.kafka.RawRecords;
import io.market1s.ingest.kafka.RawWriter;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.status.ShortList;
import io.market1s.ingest.time.Backoff;
import io.market1s.ingest.time.IngestTimer;
import io.market1s.ingest.time.StopLatch;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches over REST the trades that no connection brought to Kafka: after a reconnect, after a restart, and when Kafka
 * lost some. On a thread of its own, one market after the other; what is still to do when it stops is found again in
 * the raw log by the next start. The seconds stay incomplete, because books cannot be fetched.
 */
public final class Backfill implements Gaps, Runnable {
    /** Trades arrive out of order (up to 386 ms were measured): one before the last that was seen may be missing. */
    static final Duration MARGIN = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    private final Parts parts;
    private final Duration reach;
    private final Duration settle;
    private final GapQueue queue;
    private final StopLatch stop = new StopLatch();
    private final BackfillReport report;
    private final GapFiller filler;
    /** Where the seconds end that were covered before this process began, or the first hole in them, by market. */
    private final CompletableFuture<Map<String, Instant>> earlier = new CompletableFuture<>();

    /**
     * What a back-fill works with.
     *
     * @param view tells how active a market is: the more active come first
     * @param fatal told once, if it cannot go on
     */
    public record Parts(
            TradeHistory history,
            HeartbeatLog log,
            RawRecords records,
            RawWriter writer,
            IngestCounters counters,
            LiveView view,
            IngestTimer timer,
            Backoff backoff,
            InstantSource clock,
            Consumer<Throwable> fatal) {}

    /**
     * A back-fill, to be run by a thread of its own.
     *
     * @param feed name for the records
     * @param reach older trades are not fetched
     * @param settle how long after a connection's first frame REST is asked, so that it has what the connection began
     *     with
     */
    public Backfill(Parts parts, String feed, Duration reach, Duration settle) {
        this.parts = parts;
        this.reach = reach;
        this.settle = settle;
        queue = new GapQueue(parts.view()::activity);
        report = new BackfillReport(parts.counters());
        TradeWriter writer = new TradeWriter(parts.records(), parts.writer(), parts.counters(), feed, stop);
        filler = new GapFiller(parts.history(), writer, reach, stop, report);
    }

    @Override
    public void resumed(Collection<String> codes, @Nullable Instant lastFrame, Gap.SnapshotTrades snapshots) {
        Instant until = parts.clock().instant();
        List<String> resumed = List.copyOf(codes);
        parts.timer().after(settle, () -> {
            if (lastFrame == null) {
                afterRestart(resumed, until, snapshots);
            } else {
                resumed.forEach(code -> add(code, lastFrame, until, snapshots));
            }
        });
    }

    @Override
    public void lost(Trade trade) {
        add(trade.symbol(), trade.time(), trade.time().plusMillis(1), null);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows it.
    private void afterRestart(List<String> codes, Instant until, Gap.SnapshotTrades snapshots) {
        earlier.thenAccept(ends -> codes.forEach(code -> {
            Instant end = ends.get(code);
            if (end != null) {
                add(code, end, until, snapshots);
            }
        }));
    }

    private void add(String code, Instant lastSeen, Instant until, Gap.@Nullable SnapshotTrades snapshots) {
        queue.add(new Gap(code, lastSeen.minus(MARGIN), until, snapshots, 0));
    }

    /** Ends the thread soon. */
    public void stop() {
        stop.ask();
        queue.close();
        parts.log().stop();
        parts.history().cancel();
    }

    @Override
    public void run() {
        try {
            earlier.complete(readLog());
            for (Gap gap = queue.take(); gap != null; gap = queue.take()) {
                handle(gap);
                if (queue.isEmpty()) {
                    report.tell();
                }
            }
            report.tell();
            if (!queue.isEmpty()) {
                LOG.info(
                        "stopped before these symbols were back-filled: {}; the next start does it",
                        ShortList.of(queue.codes()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            parts.fatal().accept(e);
        }
    }

    private void handle(Gap gap) throws InterruptedException {
        Instant oldest = parts.clock().instant().minus(reach);
        if (gap.isEmpty()) {
            report.quiet();
        } else if (!gap.until().isAfter(oldest)) {
            report.missed(gap.code(), gap.from(), gap.until(), "too late");
        } else {
            try {
                filler.fill(gap);
                parts.backoff().reset();
            } catch (IOException e) {
                queue.add(gap.again());
                if (!stop.isAsked()) {
                    Duration delay = parts.backoff().next();
                    LOG.atWarn()
                            .addKeyValue("symbol", gap.code())
                            .log("cannot back-fill: {}; trying again in {} ms", e.toString(), delay.toMillis());
                    stop.pause(delay);
                }
            }
        }
    }

    private Map<String, Instant> readLog() throws InterruptedException {
        while (!stop.isAsked()) {
            try {
                Instant since = parts.clock().instant().minus(reach);
                return parts.log().read(since).firstHoles();
            } catch (WakeupException e) {
                break;
            } catch (RetriableException e) {
                Duration delay = parts.backoff().next();
                LOG.warn("cannot read the heartbeats: {}; trying again in {} ms", e.toString(), delay.toMillis());
                stop.pause(delay);
            } catch (KafkaException e) {
                LOG.error("cannot read the heartbeats: trades from before this start are not back-filled", e);
                break;
            }
        }
        return Map.of();
    }
}

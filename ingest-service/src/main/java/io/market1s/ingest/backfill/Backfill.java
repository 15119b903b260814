package io.market1s.ingest.backfill;

import static java.util.Objects.requireNonNull;

import io.market1s.data.Filled;
import io.market1s.data.Trade;
import io.market1s.ingest.exchange.BlockedException;
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
import java.util.function.LongSupplier;
import java.util.stream.Stream;
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

    /** A trade that cannot be read happened shortly before it came. */
    private static final Duration UNREADABLE_SINCE = Duration.ofSeconds(10);

    /** REST was seen to be ten seconds and more behind; the pauses before it is asked again grow up to this. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private static final int MAX_DOUBLINGS = 10;

    private static final Logger LOG = LoggerFactory.getLogger(Backfill.class);

    private final TradeHistory history;
    private final HeartbeatLog log;
    private final IngestTimer timer;
    private final Backoff backoff;
    private final InstantSource clock;
    private final Consumer<Throwable> fatal;
    private final Duration reach;
    private final Duration horizon;
    private final Duration settle;
    private final GapQueue queue;
    private final StopLatch stop = new StopLatch();
    private final BackfillReport report;
    private final TradeWriter writer;
    private final GapFiller filler;
    /** Where the seconds end that were covered before this process began, or the first hole in them, by market. */
    private final CompletableFuture<Map<String, Instant>> earlier = new CompletableFuture<>();

    /**
     * What a back-fill works with.
     *
     * @param view tells how active a market is: the more active come first
     * @param clock the exchange's
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
            LongSupplier nanoTime,
            Consumer<Throwable> fatal) {}

    /**
     * A back-fill, to be run by a thread of its own.
     *
     * @param feed name for the records
     * @param reach older trades are not fetched
     * @param horizon older trades change no row
     * @param settle how long after a connection's first frame REST is asked, so that it has what the connection began
     *     with
     */
    public Backfill(Parts parts, String feed, Duration reach, Duration horizon, Duration settle) {
        history = parts.history();
        log = parts.log();
        timer = parts.timer();
        backoff = parts.backoff();
        clock = parts.clock();
        fatal = parts.fatal();
        this.reach = reach;
        this.horizon = horizon;
        this.settle = settle;
        queue = new GapQueue(parts.view()::activity, parts.nanoTime());
        report = new BackfillReport(parts.counters());
        writer = new TradeWriter(parts.records(), parts.writer(), parts.counters(), feed, stop);
        filler = new GapFiller(history, writer, reach, horizon, report);
    }

    @Override
    public void resumed(Collection<String> codes, @Nullable Instant lastFrame, Gap.Beginning beginning) {
        List<String> resumed = List.copyOf(codes);
        timer.after(settle, () -> {
            if (lastFrame == null) {
                afterRestart(resumed, beginning);
            } else {
                add(resumed.stream().map(code -> gap(code, lastFrame, beginning)));
            }
        });
    }

    @Override
    public void lost(Trade trade) {
        queue.add(new Gap(
                trade.symbol(), trade.time().minus(MARGIN), trade.time().plusMillis(1), trade, false, List.of(), 0));
    }

    @Override
    public void unreadableTrade(String code, Instant received) {
        Gap gap = new Gap(code, received.minus(UNREADABLE_SINCE), received.plusSeconds(1), null, false, List.of(), 0);
        queue.add(gap, settle);
    }

    @Override
    public void compare(String code, Instant from, Gap.@Nullable Beginning beginning, Gap.Reader reader) {
        Instant until = beginning == null ? clock.instant() : beginning.until();
        Trade last = beginning == null ? null : beginning.lastTrade(code);
        queue.add(new Gap(code, from.minus(MARGIN), until, last, false, List.of(reader), 0));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Nothing follows it.
    private void afterRestart(List<String> codes, Gap.Beginning beginning) {
        earlier.thenAccept(ends -> add(codes.stream()
                .filter(ends::containsKey)
                .map(code -> gap(code, requireNonNull(ends.get(code)), beginning))));
    }

    private void add(Stream<Gap> gaps) {
        queue.add(gaps.toList(), Duration.ZERO);
    }

    private static Gap gap(String code, Instant lastSeen, Gap.Beginning beginning) {
        Instant from = lastSeen.minus(MARGIN);
        boolean quiet = beginning.isQuietSince(code, from);
        return new Gap(code, from, beginning.until(), beginning.lastTrade(code), quiet, List.of(), 0);
    }

    /** Ends the thread soon. */
    public void stop() {
        stop.ask();
        queue.close();
        log.stop();
        history.cancel();
    }

    @Override
    public void run() {
        try {
            earlier.complete(readLog());
            for (Gap gap = queue.take(); gap != null; gap = queue.take()) {
                handle(gap);
                if (queue.isIdle()) {
                    report.tell();
                }
            }
            report.tell();
            if (!queue.codes().isEmpty()) {
                LOG.info("not back-filled before the stop: {}; the next start does", ShortList.of(queue.codes()));
            }
            queue.gaps().forEach(gap -> told(gap, false));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        }
    }

    private void handle(Gap gap) throws InterruptedException {
        Instant oldest = clock.instant().minus(reach);
        try {
            if (!gap.until().isAfter(oldest)) {
                report.missed(gap.code(), gap.from(), gap.until(), gap.attempts() == 0 ? "too late" : "in vain");
                told(gap, false);
            } else if (gap.quiet()) {
                done(gap, clock.instant().minus(horizon));
                report.quiet();
            } else {
                finished(gap, filler.fill(gap));
            }
            backoff.reset();
        } catch (BlockedException e) {
            queue.add(gap);
            stop.pause(e.left());
        } catch (IOException e) {
            queue.add(gap.again());
            if (!stop.isAsked()) {
                Duration delay = backoff.next();
                LOG.atWarn()
                        .addKeyValue("symbol", gap.code())
                        .log("cannot back-fill: {}; again in {} ms", e.toString(), delay.toMillis());
                stop.pause(delay);
            }
        }
    }

    private void finished(Gap gap, GapFiller.Outcome outcome) throws IOException, InterruptedException {
        if (outcome instanceof GapFiller.Outcome.Whole whole) {
            done(gap, whole.from());
        } else if (outcome instanceof GapFiller.Outcome.NotYet notYet) {
            Duration pause = Duration.ofSeconds(1L << Math.min(gap.attempts() + 1, MAX_DOUBLINGS));
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
            LOG.atInfo()
                    .addKeyValue("symbol", gap.code())
                    .log("not back-filled yet: {}; again in {} s", notYet.why(), pause.toSeconds());
            queue.add(gap.again(), pause);
        }
    }

    private void done(Gap gap, Instant from) throws IOException, InterruptedException {
        Instant first = from.isAfter(gap.from()) ? from : gap.from();
        if (first.plusMillis(1).isBefore(gap.until())
                && !writer.write(new Filled(gap.code(), first, gap.until()), clock.instant())) {
            throw new IOException("Kafka did not take it");
        }
        told(gap, true);
    }

    private static void told(Gap gap, boolean whole) {
        gap.readers().forEach(reader -> reader.read(whole));
    }

    private Map<String, Instant> readLog() throws InterruptedException {
        while (!stop.isAsked()) {
            try {
                Instant since = clock.instant().minus(reach);
                return log.read(since).firstHoles();
            } catch (WakeupException e) {
                break;
            } catch (RetriableException e) {
                Duration delay = backoff.next();
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

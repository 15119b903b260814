package io.market1s.ingest.backfill;

import io.market1s.ingest.backfill.TradeWriter.Written;
import io.market1s.ingest.exchange.TradeHistory;
import io.market1s.ingest.exchange.TradeHistory.Answer;
import io.market1s.ingest.feed.Gap;
import io.market1s.ingest.time.StopLatch;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Fills one gap: goes back through the exchange's list of trades, page by page, until it is past the gap's beginning. */
final class GapFiller {
    private static final Logger LOG = LoggerFactory.getLogger(GapFiller.class);
    private static final int MOST_DAYS_AGO = 7;

    private final TradeHistory history;
    private final TradeWriter writer;
    private final Duration reach;
    private final StopLatch stop;
    private final BackfillReport report;

    /**
     * A filler.
     *
     * @param reach trades that are older than this when they are received are not fetched
     */
    GapFiller(TradeHistory history, TradeWriter writer, Duration reach, StopLatch stop, BackfillReport report) {
        this.history = history;
        this.writer = writer;
        this.reach = reach;
        this.stop = stop;
        this.report = report;
    }

    /**
     * Fills a gap as far as it can be; asks again as often as the exchange says that it is busy.
     *
     * @throws IOException if the exchange or Kafka does not do its part now, or it was stopped: to be tried again
     */
    void fill(Gap gap) throws IOException, InterruptedException {
        Long before = null;
        int daysAgo = 0;
        Duration pause = Duration.ZERO;
        while (!stop.pause(pause)) {
            Answer answer = history.newest(gap.code(), before, daysAgo);
            if (answer instanceof Answer.NotNow busy) {
                LOG.warn(
                        "the exchange limits us (status {}): the back-fill waits for {} ms",
                        busy.status(),
                        busy.pause().toMillis());
                pause = busy.pause();
            } else if (answer instanceof Answer.Page page) {
                Instant floor = later(gap.from(), page.received().minus(reach));
                Written written = write(gap, page, floor);
                pause = page.pause();
                if (written.oldest() != null && written.oldest().time().isBefore(floor)) {
                    finish(gap, floor);
                    return;
                }
                if (!page.elements().isEmpty()) {
                    before = next(written, before);
                } else if (daysAgo < MOST_DAYS_AGO && isAnEarlierDay(floor, page.received(), daysAgo)) {
                    // The list of a day may end with the day.
                    daysAgo++;
                    before = null;
                } else {
                    finish(gap, gap.from());
                    return;
                }
            } else if (answer instanceof Answer.Never never) {
                report.missed(gap.code(), gap.from(), gap.until(), "status " + never.status());
                return;
            }
        }
        throw new InterruptedIOException("stopped");
    }

    private Written write(Gap gap, Answer.Page page, Instant floor) throws IOException, InterruptedException {
        Written written = writer.write(gap.code(), page, floor);
        if (!written.stored()) {
            throw new IOException("Kafka did not take the trades");
        }
        report.stored(written.count());
        return written;
    }

    private void finish(Gap gap, Instant reached) {
        report.looked();
        if (reached.isAfter(gap.from())) {
            report.missed(gap.code(), gap.from(), reached, "too old");
        }
    }

    private static Long next(Written written, @Nullable Long before) throws IOException {
        if (written.oldest() == null
                || (before != null && before == written.oldest().sequentialId())) {
            throw new IOException("the exchange's list of trades does not go on");
        }
        return written.oldest().sequentialId();
    }

    private static boolean isAnEarlierDay(Instant time, Instant now, int daysAgo) {
        return day(time).isBefore(day(now).minusDays(daysAgo));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }
}

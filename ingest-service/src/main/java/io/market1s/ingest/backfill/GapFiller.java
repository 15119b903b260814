package io.market1s.ingest.backfill;

import io.market1s.ingest.backfill.TradeWriter.Written;
import io.market1s.ingest.exchange.TradeHistory;
import io.market1s.ingest.exchange.TradeHistory.Answer;
import io.market1s.ingest.feed.Gap;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Fills one gap: goes back through the exchange's list of trades, page by page, until it is past the gap's beginning, and
 * judges whether that was all.
 */
final class GapFiller {
    private static final int MOST_DAYS_AGO = 7;

    private final TradeHistory history;
    private final TradeWriter writer;
    private final Duration reach;
    private final Duration horizon;
    private final BackfillReport report;

    /** How it went. */
    sealed interface Outcome {
        /**
         * Kafka has all trades.
         *
         * @param from where the range begins in which they count: older ones came too late
         */
        record Whole(Instant from) implements Outcome {}

        /** Something is missing: to be asked again. */
        record NotYet(String why) implements Outcome {}
    }

    /**
     * A filler.
     *
     * @param reach trades that are older than this when they are received are not fetched
     * @param horizon trades that are older than this when they are received change no row
     */
    GapFiller(TradeHistory history, TradeWriter writer, Duration reach, Duration horizon, BackfillReport report) {
        this.history = history;
        this.writer = writer;
        this.reach = reach;
        this.horizon = horizon;
        this.report = report;
    }

    /**
     * Fills a gap as far as it can be.
     *
     * @throws IOException if the exchange or Kafka does not do its part now, or it was stopped: to be tried again
     */
    Outcome fill(Gap gap) throws IOException, InterruptedException {
        ListReading reading = new ListReading(gap);
        Long before = null;
        int daysAgo = 0;
        while (true) {
            Answer answer = history.newest(gap.code(), before, daysAgo);
            if (answer instanceof Answer.NotServed refused) {
                return new Outcome.NotYet("the exchange answers with status " + refused.status());
            }
            Answer.Page page = (Answer.Page) answer;
            Instant floor = later(gap.from(), page.received().minus(reach));
            Written written = write(gap, page, floor, reading);
            if (written.oldest() != null && written.oldest().time().isBefore(floor)) {
                return finish(gap, reading, floor, page.received());
            }
            if (!page.elements().isEmpty()) {
                before = next(written, before);
            } else if (daysAgo < MOST_DAYS_AGO && isAnEarlierDay(floor, page.received(), daysAgo)) {
                // The list of a day may end with the day.
                daysAgo++;
                before = null;
            } else {
                return finish(gap, reading, gap.from(), page.received());
            }
        }
    }

    private Written write(Gap gap, Answer.Page page, Instant floor, ListReading reading)
            throws IOException, InterruptedException {
        Written written = writer.write(gap, page, floor, reading);
        if (!written.stored()) {
            throw new IOException("Kafka did not take the trades");
        }
        report.stored(written.count());
        return written;
    }

    private Outcome finish(Gap gap, ListReading reading, Instant reached, Instant received) {
        Optional<String> missing = reading.missing(received);
        if (missing.isPresent()) {
            return new Outcome.NotYet("the exchange's list of trades is not whole: " + missing.get());
        }
        report.looked();
        if (reached.isAfter(gap.from())) {
            report.missed(gap.code(), gap.from(), reached, "too old");
        }
        return new Outcome.Whole(later(reached, received.minus(horizon)));
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

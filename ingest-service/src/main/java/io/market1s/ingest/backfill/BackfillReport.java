package io.market1s.ingest.backfill;

import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.status.ShortList;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the back-fill did since it last had nothing to do. Not thread-safe. */
final class BackfillReport {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillReport.class);

    private final IngestCounters counters;
    private final Map<String, String> missed = new TreeMap<>();
    private long trades;
    private int symbols;
    private int quiet;

    BackfillReport(IngestCounters counters) {
        this.counters = counters;
    }

    void stored(int count) {
        trades += count;
    }

    /** A gap was looked through. */
    void looked() {
        symbols++;
    }

    /** A gap needed no look: nothing was traded. */
    void quiet() {
        quiet++;
    }

    /** Trades of {@code [from, until)} were not fetched. */
    void missed(String code, Instant from, Instant until, String why) {
        counters.add(Count.BACKFILL_MISSED, 1);
        missed.put(code, code + " [" + from + ", " + until + ") " + why);
    }

    /** Says it, and begins anew. */
    void tell() {
        if (symbols + quiet > 0) {
            LOG.info("back-filled {} trades of {} symbols; {} other symbols had none to fetch", trades, symbols, quiet);
        }
        if (!missed.isEmpty()) {
            LOG.warn("trades are missing and could not be back-filled: {}", ShortList.of(missed.values()));
        }
        trades = 0;
        symbols = 0;
        quiet = 0;
        missed.clear();
    }
}

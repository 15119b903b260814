package io.market1s.ingest.subscription;

import io.market1s.ingest.exchange.MarketList;
import io.market1s.ingest.exchange.SymbolSelection;
import io.market1s.ingest.status.ShortList;
import io.market1s.ingest.time.IngestTimer;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the exchange's list of markets from time to time: new listings among the selected are followed, delisted ones
 * are not any more. Its state belongs to the timer's thread.
 */
public final class MarketWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MarketWatch.class);

    private final MarketList list;
    private final SymbolSelection selection;
    private final IngestTimer timer;
    private final Consumer<Collection<String>> changed;
    private final Set<String> codes;
    /** Not in the last list. A market is gone if two lists in a row lack it: one answer may have been cut short. */
    private Set<String> doubtful = Set.of();

    /**
     * A watch that has not looked yet.
     *
     * @param codes followed at first
     * @param changed told what to follow from now on
     */
    public MarketWatch(
            MarketList list,
            SymbolSelection selection,
            Collection<String> codes,
            IngestTimer timer,
            Consumer<Collection<String>> changed) {
        this.list = list;
        this.selection = selection;
        this.codes = new LinkedHashSet<>(codes);
        this.timer = timer;
        this.changed = changed;
    }

    /** Asks for the list; what it says takes effect when it comes. */
    public void look() {
        list.ask(
                markets -> timer.after(Duration.ZERO, () -> listed(markets)),
                failure -> timer.after(Duration.ZERO, () -> failed(failure)));
    }

    private void listed(Set<String> markets) {
        Set<String> added = new LinkedHashSet<>(selection.resolve(markets));
        added.retainAll(markets);
        added.removeAll(codes);
        Set<String> missing = new TreeSet<>(codes);
        missing.removeAll(markets);
        Set<String> gone = new TreeSet<>(missing);
        gone.retainAll(doubtful);
        doubtful = missing;
        if (added.isEmpty() && gone.isEmpty()) {
            return;
        }
        if (!added.isEmpty()) {
            LOG.info("new markets: {}", ShortList.of(added));
        }
        if (!gone.isEmpty()) {
            LOG.warn("markets that are no longer listed: {}", ShortList.of(gone));
        }
        codes.addAll(added);
        codes.removeAll(gone);
        changed.accept(List.copyOf(codes));
    }

    private static void failed(IOException failure) {
        LOG.warn("cannot get the exchange's list of markets ({}); the last list stays in use", failure.toString());
    }
}

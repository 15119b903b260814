package io.market1s.ingest.subscription;

import io.market1s.ingest.exchange.BlockedException;
import io.market1s.ingest.exchange.MarketList;
import io.market1s.ingest.exchange.Markets;
import io.market1s.ingest.exchange.SymbolSelection;
import io.market1s.ingest.status.LiveView;
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
    private final LiveView view;
    private final IngestTimer timer;
    private final Consumer<Collection<String>> changed;
    private final Set<String> codes;
    /** Not in the last list. A market is gone if two lists in a row lack it: one answer may have been cut short. */
    private Set<String> doubtful = Set.of();

    private Set<String> unusable;

    /**
     * A watch that has not looked yet.
     *
     * @param codes followed at first
     * @param unusable selected codes that cannot be followed, and were said to be so
     * @param changed told what to follow from now on
     */
    public MarketWatch(
            MarketList list,
            SymbolSelection selection,
            Collection<String> codes,
            Set<String> unusable,
            LiveView view,
            IngestTimer timer,
            Consumer<Collection<String>> changed) {
        this.list = list;
        this.selection = selection;
        this.codes = new LinkedHashSet<>(codes);
        this.unusable = Set.copyOf(unusable);
        this.view = view;
        this.timer = timer;
        this.changed = changed;
    }

    /** Asks for the list; what it says takes effect when it comes. */
    public void look() {
        list.ask(
                markets -> timer.after(Duration.ZERO, () -> listed(markets)),
                failure -> timer.after(Duration.ZERO, () -> failed(failure)));
    }

    private void listed(Markets listed) {
        Set<String> markets = listed.codes();
        unusable(listed.unusableOf(selection));
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

    private void unusable(Set<String> found) {
        Set<String> news = new TreeSet<>(found);
        news.removeAll(unusable);
        unusable = found;
        if (!news.isEmpty()) {
            LOG.warn("newly listed with codes that cannot be followed; there are no rows of them: {}", news);
        }
        view.unusable(found);
    }

    private static void failed(IOException failure) {
        if (failure instanceof BlockedException) {
            return;
        }
        LOG.warn(
                "cannot get the exchange's list of markets ({}); going on with what was listed before",
                failure.toString());
    }
}

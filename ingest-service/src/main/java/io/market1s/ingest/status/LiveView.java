package io.market1s.ingest.status;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** The latest that is known of each symbol, for the status. Thread-safe. */
public final class LiveView {
    private final Map<String, Trade> trades = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> tradeCounts = new ConcurrentHashMap<>();
    private final Map<String, OrderBook> books = new ConcurrentHashMap<>();
    private final Map<String, Instant> heartbeats = new ConcurrentHashMap<>();
    private final Map<String, Map<String, BigDecimal>> unaccounted = new ConcurrentHashMap<>();
    private volatile Set<String> unusable = Set.of();
    private final Set<String> said = ConcurrentHashMap.newKeySet();
    private final Set<String> unserved = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable Instant> evidence = new AtomicReference<>();

    public void show(MarketEvent event) {
        if (event instanceof Trade trade) {
            trades.merge(trade.symbol(), trade, LiveView::later);
            tradeCounts
                    .computeIfAbsent(trade.symbol(), symbol -> new LongAdder())
                    .increment();
        } else if (event instanceof OrderBook book) {
            books.merge(book.symbol(), book, LiveView::later);
        }
    }

    /** Notes the volume that a feed has not accounted for now, by market. */
    public void unaccounted(String feed, Map<String, BigDecimal> volumes) {
        if (volumes.isEmpty()) {
            unaccounted.remove(feed);
        } else {
            unaccounted.put(feed, Map.copyOf(volumes));
        }
    }

    /** The volume that is not accounted for now, by market: of several feeds the greatest. */
    public Map<String, BigDecimal> unaccounted() {
        Map<String, BigDecimal> all = new TreeMap<>();
        unaccounted.values().forEach(feed -> feed.forEach((code, volume) -> all.merge(code, volume, BigDecimal::max)));
        return all;
    }

    /** Notes selected markets whose codes cannot be followed. */
    public void unusable(Set<String> codes) {
        unusable = Set.copyOf(codes);
    }

    /** Selected markets whose codes cannot be followed. */
    public Set<String> unusable() {
        return unusable;
    }

    /** Whether something happens for the first time in this process: it is to be said once. */
    public boolean isFirst(String event) {
        return said.add(event);
    }

    public void acknowledged(String symbol, Instant second) {
        heartbeats.merge(symbol, second, (a, b) -> a.isAfter(b) ? a : b);
    }

    public void evidence(Instant time) {
        evidence.accumulateAndGet(time, (a, b) -> a == null || (b != null && b.isAfter(a)) ? b : a);
    }

    /** Notes codes that got no frame in time; returns those that were not known to be so. */
    public Set<String> unserved(Collection<String> codes) {
        Set<String> news = new TreeSet<>();
        for (String code : codes) {
            if (unserved.add(code)) {
                news.add(code);
            }
        }
        return news;
    }

    public void served(String code) {
        unserved.remove(code);
    }

    @Nullable
    Trade trade(String symbol) {
        return trades.get(symbol);
    }

    /** How many trades of a symbol came. */
    public long activity(String symbol) {
        LongAdder count = tradeCounts.get(symbol);
        return count == null ? 0 : count.sum();
    }

    @Nullable
    OrderBook book(String symbol) {
        return books.get(symbol);
    }

    @Nullable
    public Instant evidence() {
        return evidence.get();
    }

    public Map<String, Instant> heartbeats() {
        return new TreeMap<>(heartbeats);
    }

    public Set<String> unserved() {
        return new TreeSet<>(unserved);
    }

    private static <T extends MarketEvent> T later(T before, T now) {
        return now.time().isBefore(before.time()) ? before : now;
    }
}

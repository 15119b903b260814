package io.market1s.ingest.status;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What the ingest has counted since it started, as meters. Thread-safe. */
public final class IngestCounters {
    /** How the name of every meter of the ingest begins. */
    public static final String PREFIX = "market1s.ingest.";

    private final Map<Count, Counter> counters = new EnumMap<>(Count.class);
    private final Labelled trades;
    private final Labelled books;
    private final Labelled tickers;
    private final Labelled quarantined;
    private final AtomicInteger openConnections = new AtomicInteger();

    /** Counters that are at zero, if the registry has no such meters yet. */
    public IngestCounters(MeterRegistry registry) {
        for (Count count : Count.values()) {
            counters.put(
                    count,
                    Counter.builder(count.meter).description(count.description).register(registry));
        }
        MeterProvider<Counter> frames = Counter.builder(PREFIX + "frames")
                .description("Frames handed to Kafka, snapshots included.")
                .withRegistry(registry);
        trades = new Labelled(quote -> frames.withTags("type", "trade", "quote", quote));
        books = new Labelled(quote -> frames.withTags("type", "orderbook", "quote", quote));
        tickers = new Labelled(quote -> frames.withTags("type", "ticker", "quote", quote));
        MeterProvider<Counter> messages = Counter.builder(PREFIX + "quarantined")
                .description("Messages that could not be used, by the reason why.")
                .withRegistry(registry);
        quarantined = new Labelled(reason -> messages.withTag("reason", reason));
    }

    /** Counts so many more. */
    public void add(Count count, long more) {
        Objects.requireNonNull(counters.get(count)).increment((double) more);
    }

    /** Counts a frame that is handed to Kafka. */
    public void frame(MarketEvent event) {
        Labelled ofType = event instanceof Trade ? trades : event instanceof OrderBook ? books : tickers;
        ofType.of(event.symbol().substring(0, event.symbol().indexOf('-'))).increment();
    }

    /** Counts a message that cannot be used. */
    public void quarantined(String reason) {
        quarantined.of(reason).increment();
    }

    /** A WebSocket is open. */
    public void opened() {
        openConnections.incrementAndGet();
    }

    /** A WebSocket that was open is so no more. */
    public void ended() {
        openConnections.decrementAndGet();
    }

    /** The counts now; counts that belong together may differ by what is under way. */
    public Snapshot snapshot() {
        Map<Count, Long> counts = new EnumMap<>(Count.class);
        counters.forEach((count, counter) -> counts.put(count, (long) counter.count()));
        return new Snapshot(
                counts, trades.sum(), books.sum(), tickers.sum(), quarantined.counts(), openConnections.get());
    }

    /**
     * The counts at one moment.
     *
     * @param trades frames handed to Kafka, snapshots included
     * @param books frames handed to Kafka, snapshots included
     * @param tickers frames handed to Kafka, snapshots included
     * @param quarantined messages that could not be used, by reason
     * @param openConnections WebSockets that are open now
     */
    public record Snapshot(
            Map<Count, Long> counts,
            long trades,
            long books,
            long tickers,
            Map<String, Long> quarantined,
            int openConnections) {
        public Snapshot {
            counts = Map.copyOf(counts);
            quarantined = Map.copyOf(quarantined);
        }

        public long of(Count count) {
            return counts.getOrDefault(count, 0L);
        }

        /** What went wrong with single messages: quarantined ones and error frames. */
        public long errors() {
            return of(Count.REFUSALS)
                    + quarantined.values().stream().mapToLong(Long::longValue).sum();
        }
    }

    /** One counter for each value of a label; the values are few. Looking one up is cheaper than asking the registry. */
    private static final class Labelled {
        private final Map<String, Counter> byValue = new ConcurrentHashMap<>();
        private final Function<String, Counter> register;

        Labelled(Function<String, Counter> register) {
            this.register = register;
        }

        Counter of(String value) {
            Counter counter = byValue.get(value);
            return counter != null ? counter : byValue.computeIfAbsent(value, register);
        }

        Map<String, Long> counts() {
            Map<String, Long> counts = new TreeMap<>();
            byValue.forEach((value, counter) -> counts.put(value, (long) counter.count()));
            return counts;
        }

        long sum() {
            return counts().values().stream().mapToLong(Long::longValue).sum();
        }
    }
}

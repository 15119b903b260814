package io.market1s.drill.resample;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.market1s.data.topic.Topics;
import io.market1s.drill.part.DrillBroker;
import io.market1s.local.report.RecordTail;
import io.market1s.oracle.ActualRows;
import io.market1s.oracle.Differences;
import io.market1s.oracle.OracleRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads a topic of bars as the sink does (committed records only) from its beginning to {@link #close}, keeps the last
 * bar of each second and notes what no history of a row may contain. Thread-safe.
 */
final class BarTail implements AutoCloseable {
    private static final ObjectReader HISTORY =
            new ObjectMapper().readerFor(History.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** Of a bar, what is not its content. */
    private record History(
            @JsonProperty("revision") long revision,
            @JsonProperty("emitted_at") long emittedAt) {}

    private record Bar(OracleRow row, long revision) {}

    private final RecordTail tail;
    private final Map<Integer, Map<String, TreeMap<Instant, Bar>>> bars = new HashMap<>();
    private final Map<Integer, Instant> newest = new HashMap<>();
    private final Map<Integer, Instant> emitted = new HashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long corrections;

    private BarTail(DrillBroker broker, String topic) {
        Consumer<String, byte[]> consumer = RecordTail.consumer(broker.bootstrapServers());
        List<TopicPartition> partitions = IntStream.range(0, DrillBroker.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        tail = new RecordTail("bar-tail", consumer, records -> records.forEach(this::add));
        tail.start();
    }

    static BarTail start(DrillBroker broker) {
        return of(broker, Topics.MARKET_1S);
    }

    static BarTail of(DrillBroker broker, String topic) {
        return new BarTail(broker, topic);
    }

    /** Whether every partition has a bar that was emitted at or after this moment. */
    synchronized boolean emittedSince(Instant moment) {
        return reached(emitted, moment);
    }

    /** Whether every partition has the bars of this second. */
    synchronized boolean has(Instant ts) {
        return reached(newest, ts);
    }

    /**
     * Waits until the bars of this second are what they stay. Whoever has just caught up closes many seconds at once and
     * corrects what came late in the second after: some more seconds, and two that were closed as they came.
     */
    void awaitDecided(Instant ts, Duration patience) {
        await().atMost(patience).until(() -> has(ts.plusSeconds(6)));
        Instant caughtUp = Instant.now();
        await().atMost(patience).until(() -> has(caughtUp.plusSeconds(2)));
    }

    /** The last bar of each second of a partition's symbols up to and with {@code last}. */
    synchronized List<OracleRow> rows(int partition, Instant last) {
        return bars.getOrDefault(partition, Map.of()).values().stream()
                .flatMap(seconds -> seconds.headMap(last, true).values().stream())
                .map(Bar::row)
                .toList();
    }

    /** Bars that were emitted again unchanged, and revisions that do not count the emissions. */
    synchronized List<String> faults() {
        return List.copyOf(faults);
    }

    /** How many bars were emitted again. */
    synchronized long corrections() {
        return corrections;
    }

    /** The share of bars that were emitted again, among those of the seconds that match. */
    synchronized double correctedShare(Predicate<Instant> seconds) {
        return bars.values().stream()
                .flatMap(symbols -> symbols.values().stream())
                .flatMap(history -> history.values().stream())
                .filter(bar -> seconds.test(bar.row().ts()))
                .mapToDouble(bar -> bar.revision() > 0 ? 1 : 0)
                .average()
                .orElse(0);
    }

    /** Fails if the reading has. */
    void check() {
        tail.check();
    }

    @Override
    public void close() {
        tail.close();
    }

    private static boolean reached(Map<Integer, Instant> moments, Instant moment) {
        return moments.size() == DrillBroker.PARTITIONS
                && moments.values().stream().noneMatch(each -> each.isBefore(moment));
    }

    private synchronized void add(ConsumerRecord<String, byte[]> record) {
        History history = history(record.value());
        OracleRow row = ActualRows.ofJson(record.value());
        long revision = history.revision();
        Bar before = bars.computeIfAbsent(record.partition(), partition -> new TreeMap<>())
                .computeIfAbsent(row.symbol(), symbol -> new TreeMap<>())
                .put(row.ts(), new Bar(row, revision));
        if (before != null) {
            corrections++;
            if (Differences.between(List.of(before.row()), List.of(row)).isEmpty()) {
                faults.add("emitted again unchanged: " + row.symbol() + " " + row.ts());
            }
        }
        long expected = before == null ? 0 : before.revision() + 1;
        if (revision != expected) {
            faults.add("revision %d instead of %d: %s %s".formatted(revision, expected, row.symbol(), row.ts()));
        }
        newest.merge(record.partition(), row.ts(), BarTail::later);
        emitted.merge(record.partition(), Instant.ofEpochMilli(history.emittedAt()), BarTail::later);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static History history(byte[] value) {
        try {
            return HISTORY.readValue(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

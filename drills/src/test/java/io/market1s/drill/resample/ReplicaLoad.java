package io.market1s.drill.resample;

import io.market1s.data.EventTimes;
import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
import io.market1s.drill.part.DrillBroker;
import io.market1s.testing.LoadFrames;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes raw records as two ingest replicas do on a bad day. Trades and books are late, some beyond the grace, some by
 * seconds, some beyond the horizon. Some trades come twice, a few of them with another content. Heartbeats come from
 * feeds that begin and end. It writes on a thread of its own from {@link #start} to {@link #stop}.
 */
final class ReplicaLoad implements AutoCloseable {
    private static final long TICK_MILLIS = 20;
    private static final int LEVELS = 5;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Due(Instant at, String topic, String symbol, Instant eventTime, byte[] value) {}

    private final Random random;
    private final List<String> symbols;
    private final LoadFrames frames;
    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Producer<String, byte[]> producer;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "raw-load"));
    private final ScheduledFuture<?> ticking;
    private Instant reached = Instant.now();

    private ReplicaLoad(DrillBroker broker, int symbolCount, long seed) {
        random = new Random(seed);
        frames = new LoadFrames(seed);
        symbols = IntStream.range(0, symbolCount).mapToObj(i -> "KRW-D" + i).toList();
        producer = new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        broker.bootstrapServers(),
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new StringSerializer(),
                new ByteArraySerializer());
        ticking = thread.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    static ReplicaLoad start(DrillBroker broker, int symbols, long seed) {
        return new ReplicaLoad(broker, symbols, seed);
    }

    /** Ends the load; records that wait are written. Returns the end of the last second that is covered. */
    Instant stop() throws Exception {
        ticking.cancel(false);
        return thread.submit(() -> {
                    deliver(Instant.MAX);
                    producer.flush();
                    return Instant.ofEpochSecond(reached.getEpochSecond());
                })
                .get();
    }

    /** Whether it still runs; an exception ends it. */
    boolean isRunning() {
        return !ticking.isDone();
    }

    @Override
    public void close() {
        thread.shutdownNow();
        producer.close(Duration.ofSeconds(5));
    }

    private void tick() {
        Instant now = Instant.now();
        double seconds = Duration.between(reached, now).toNanos() / 1e9;
        for (int i = 0; i < symbols.size(); i++) {
            double busy = i < 8 ? 8 : 1;
            happen(symbols.get(i), now, 0.4 * busy * seconds, true);
            happen(symbols.get(i), now, 0.6 * busy * seconds, false);
        }
        if (now.getEpochSecond() > reached.getEpochSecond()) {
            cover(Instant.ofEpochSecond(now.getEpochSecond()));
        }
        reached = now;
        deliver(now);
    }

    private void happen(String symbol, Instant now, double expected, boolean trade) {
        for (double left = expected; left > 0 && random.nextDouble() < left; left--) {
            Instant time = now.minusMillis(random.nextInt((int) TICK_MILLIS));
            if (random.nextInt(1000) == 0) {
                time = time.minus(DrillBroker.HORIZON).minusMillis(random.nextInt(30_000));
            }
            if (trade) {
                trade(symbol, time, now);
            } else {
                add(now, Topics.ORDERBOOK, symbol, time, frames.book(symbol, time, LEVELS));
            }
        }
    }

    private void trade(String symbol, Instant time, Instant now) {
        long id = frames.nextId();
        byte[] first = frames.trade(symbol, time, id);
        add(now, Topics.TRADE, symbol, time, first);
        if (random.nextInt(4) == 0) {
            add(now, Topics.TRADE, symbol, time, random.nextInt(10) == 0 ? frames.trade(symbol, time, id) : first);
        }
    }

    /** Each replica has a new connection every 7 and 11 seconds; the second in between has neither. */
    private void cover(Instant second) {
        for (int replica = 0; replica < 2; replica++) {
            long life = 7 + 4L * replica;
            if (second.getEpochSecond() % life != 0) {
                String feed = "drill-" + replica + "/" + second.getEpochSecond() / life;
                for (String symbol : symbols) {
                    Heartbeat heartbeat = new Heartbeat(symbol, second, feed);
                    add(second, Topics.HEARTBEAT, symbol, second, EvidenceJson.write(heartbeat));
                }
            }
        }
    }

    private void add(Instant now, String topic, String symbol, Instant eventTime, byte[] value) {
        waiting.add(new Due(now.plusMillis(lagMillis()), topic, symbol, eventTime, value));
    }

    private int lagMillis() {
        int kind = random.nextInt(1000);
        if (kind < 5) {
            return 1000 + random.nextInt(4000);
        }
        return kind < 30 ? 450 + random.nextInt(400) : 50 + random.nextInt(350);
    }

    private void deliver(Instant until) {
        for (Due due = waiting.peek(); due != null && !due.at().isAfter(until); due = waiting.peek()) {
            waiting.poll();
            Instant received = Instant.now();
            ProducerRecord<String, byte[]> record = new ProducerRecord<>(
                    due.topic(),
                    null,
                    EventTimes.effective(due.eventTime(), received, DrillBroker.HORIZON)
                            .toEpochMilli(),
                    due.symbol(),
                    due.value());
            new RawHeaders(received, "drill", RawHeaders.Source.WS).addTo(record.headers());
            // A record that is not written is not expected either: expectations follow from the raw topics.
            Future<?> unused = producer.send(record);
        }
    }
}

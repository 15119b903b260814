package io.market1s.local.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.data.EventTimes;
import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.Topics;
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
 * Raw records as two ingest replicas write them on a bad day: trades and books that lag, some beyond the grace, some by
 * seconds, some beyond the horizon; repeated trades, some with another content; heartbeats of feeds that come and go.
 * One thread of its own from {@link #start} to {@link #stop}.
 */
final class RawLoad implements AutoCloseable {
    private static final long TICK_MILLIS = 20;

    private record Due(Instant at, String topic, String symbol, Instant eventTime, String value) {}

    private final Random random;
    private final List<String> symbols;
    private final Frames frames;
    private final PriorityQueue<Due> waiting = new PriorityQueue<>(Comparator.comparing(Due::at));
    private final Producer<String, byte[]> producer;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "raw-load"));
    private final ScheduledFuture<?> ticking;
    private Instant reached = Instant.now();

    private RawLoad(DrillBroker broker, int symbolCount, long seed) {
        random = new Random(seed);
        frames = new Frames(random);
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

    static RawLoad start(DrillBroker broker, int symbols, long seed) {
        return new RawLoad(broker, symbols, seed);
    }

    /** Ends the load; what is still under way arrives. Returns the end of the last second that is covered. */
    Instant stop() throws Exception {
        ticking.cancel(false);
        return thread.submit(() -> {
                    deliver(Instant.MAX);
                    producer.flush();
                    return Instant.ofEpochSecond(reached.getEpochSecond());
                })
                .get();
    }

    /** Whether it does what it should; an exception ends the ticking. */
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
                add(now, Topics.ORDERBOOK, symbol, time, frames.book(symbol, time));
            }
        }
    }

    private void trade(String symbol, Instant time, Instant now) {
        long id = frames.nextId();
        String first = frames.trade(symbol, time, id);
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
                    add(second, Topics.HEARTBEAT, symbol, second, new String(EvidenceJson.write(heartbeat), UTF_8));
                }
            }
        }
    }

    private void add(Instant now, String topic, String symbol, Instant eventTime, String value) {
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
                    due.value().getBytes(UTF_8));
            new RawHeaders(received, "drill", RawHeaders.Source.WS).addTo(record.headers());
            // What is not written is not expected either: the raw topics are the measure.
            Future<?> unused = producer.send(record);
        }
    }

    /** Frames as the exchange makes them, with what the resampler reads. */
    private static final class Frames {
        private final Random random;
        private long id = Instant.now().toEpochMilli() * 10_000;

        Frames(Random random) {
            this.random = random;
        }

        long nextId() {
            return id++;
        }

        String trade(String symbol, Instant time, long sequentialId) {
            return ("{\"type\":\"trade\",\"code\":\"%s\",\"timestamp\":%d,\"trade_timestamp\":%d,\"trade_price\":%d.%02d,"
                            + "\"trade_volume\":0.%08d,\"ask_bid\":\"%s\",\"sequential_id\":%d,\"stream_type\":\"REALTIME\"}")
                    .formatted(
                            symbol,
                            time.toEpochMilli() + 50,
                            time.toEpochMilli(),
                            1000 + random.nextInt(1000),
                            random.nextInt(100),
                            1 + random.nextInt(99_999_999),
                            random.nextBoolean() ? "BID" : "ASK",
                            sequentialId);
        }

        String book(String symbol, Instant time) {
            StringBuilder units = new StringBuilder();
            int mid = 1000 + random.nextInt(1000);
            for (int level = 0; level < 5; level++) {
                units.append(level == 0 ? "" : ",")
                        .append("{\"ask_price\":%d.5,\"bid_price\":%d.5,\"ask_size\":%d.%04d,\"bid_size\":%d.%04d}"
                                .formatted(
                                        mid + level,
                                        mid - 1 - level,
                                        random.nextInt(50),
                                        random.nextInt(10_000),
                                        random.nextInt(50),
                                        random.nextInt(10_000)));
            }
            return "{\"type\":\"orderbook\",\"code\":\"%s\",\"timestamp\":%d,\"orderbook_units\":[%s],\"stream_type\":\"REALTIME\",\"level\":0}"
                    .formatted(symbol, time.toEpochMilli(), units);
        }
    }
}

package io.market1s.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.time.Timeouts;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Promises 3 and 5 over a real WebSocket: what arrives is in Kafka as it was, and only what is there is vouched for. */
class IngestServiceTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00.250Z");
    private static final String BTC = "KRW-BTC";
    /** The clock names the feeds. */
    private static final int CLOCK_CALLS_AT_START = 1;

    private final FakeExchange exchange = new FakeExchange();
    private final Map<String, String> environment = new HashMap<>(Map.of(
            "INGEST_SYMBOLS",
            BTC,
            "INGEST_WS_URL",
            exchange.webSocketUrl(),
            "INGEST_BACKFILL",
            "off",
            "INGEST_RECONNECT_MIN",
            "200ms",
            "INGEST_KEY_FRAMES",
            "off",
            "INGEST_RECONNECT_MAX",
            "400ms"));
    private final AtomicInteger clockCalls = new AtomicInteger();
    /** What it measures silence by; it stands unless a test moves it. */
    private final AtomicLong nanoTime = new AtomicLong();

    private Duration waitsForKafka = Duration.ofSeconds(1);
    private MockProducer<@Nullable String, byte[]> producer = producer(true);
    private @Nullable IngestService service;

    @AfterEach
    void stop() {
        if (service != null) {
            service.close();
        }
        exchange.close();
    }

    @Test
    void subscribesInOneRequestAndNeverSendsAnOrigin() throws InterruptedException {
        FakeExchange.Peer peer = connect();
        assertThat(peer.requests.get(0))
                .contains("\"type\":\"trade\"", "\"type\":\"orderbook\"", "\"type\":\"ticker\"", "[\"KRW-BTC\"]");
        assertThat(peer.headers.get("Origin")).isNull();
        assertThat(peer.headers.get("Sec-WebSocket-Extensions")).isNull();
    }

    @Test
    void pingsNoConnectionThatIsStillBeingMade() throws InterruptedException {
        environment.put("INGEST_PING_INTERVAL", "100ms");
        exchange.upgradesAfter(Duration.ofSeconds(1));
        assertThat(connect().requests.get(0)).contains("\"type\":\"trade\"");
    }

    @Test
    void writesBinaryAndTextFramesAsTheyWere() throws InterruptedException {
        FakeExchange.Peer peer = connect();
        String trade = Frames.trade(BTC, NOW.minusMillis(80), NOW, "SNAPSHOT", 1);
        String book = Frames.book(BTC, NOW, "REALTIME");
        String ticker = Frames.ticker(BTC, NOW);
        peer.send(trade, book);
        peer.sendText(ticker);

        awaitRecords(3);
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("upbit.trade", "upbit.orderbook", "upbit.ticker");
        assertThat(producer.history())
                .extracting(record -> new String(record.value(), UTF_8))
                .containsExactly(trade, book, ticker);
        assertThat(producer.history().get(0).timestamp())
                .isEqualTo(NOW.minusMillis(80).toEpochMilli());
    }

    @Test
    void quarantinesWhatItCannotUseAndGoesOn() throws InterruptedException {
        FakeExchange.Peer peer = connect();
        peer.send("{\"type\":\"trade\"", Frames.book(BTC, NOW.plusSeconds(3600), "REALTIME"));
        peer.send("{\"status\":\"UP\"}", Frames.ticker(BTC, NOW));

        awaitRecords(3);
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("upbit.quarantine", "upbit.quarantine", "upbit.ticker");
        assertThat(running().status().counts().quarantined())
                .isEqualTo(Map.of("not whole JSON", 1L, "time far ahead", 1L));
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(
                        () -> assertThat(running().status().lastEvidence()).contains(NOW));
    }

    @Test
    void vouchesForASecondOnceKafkaHasAllThatCameBeforeItsEvidence() throws InterruptedException {
        producer = producer(false);
        FakeExchange.Peer peer = connect();
        peer.send(Frames.book(BTC, NOW, "SNAPSHOT"), Frames.ticker(BTC, NOW), Frames.ticker(BTC, NOW.plusSeconds(4)));
        awaitRecords(3);
        producer.completeNext();
        producer.completeNext();
        peer.send("{\"type\":\"neither a trade nor a book\"}");
        awaitRecords(4);
        assertThat(heartbeats()).isEmpty();
        producer.completeNext();
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(heartbeats()).containsExactly(3L, 4L));
        assertThat(running().status().lastHeartbeats()).isEmpty();
        while (producer.completeNext()) {
            // Everything that is under way is acknowledged.
        }
        assertThat(running().status().coveredTo()).contains(Instant.parse("2026-03-01T00:00:04Z"));
        assertThat(running().status().counts().of(Count.HEARTBEATS)).isEqualTo(2);
    }

    @Test
    void doesNotVouchForSecondsOfWhichKafkaLostARecord() throws InterruptedException {
        producer = producer(false);
        FakeExchange.Peer peer = connect();
        peer.send(Frames.ticker(BTC, NOW), Frames.ticker(BTC, NOW.plusSeconds(3)));
        awaitRecords(2);
        producer.errorNext(new TimeoutException("gone"));
        producer.completeNext();
        peer.send(Frames.ticker(BTC, NOW.plusSeconds(6)));
        awaitRecords(3);
        producer.completeNext();
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(heartbeats()).containsExactly(6L));
        assertThat(running().status().counts().of(Count.LOST)).isEqualTo(1);
    }

    @Test
    void usesThePilotAsEvidenceOnly() throws InterruptedException {
        environment.put("INGEST_SYMBOLS", "KRW-ETH");
        FakeExchange.Peer peer = connect("KRW-ETH");
        assertThat(peer.requests.get(0)).contains("[\"KRW-ETH\",\"KRW-BTC.1\"]");
        peer.send(
                Frames.book("KRW-ETH", NOW.minusSeconds(100), "SNAPSHOT"),
                Frames.book(BTC, NOW, "REALTIME"),
                Frames.book(BTC, NOW.plusSeconds(3), "REALTIME"));
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(heartbeats()).containsExactly(3L));
        assertThat(producer.history()).extracting(ProducerRecord::key).containsOnly("KRW-ETH");
        assertThat(running().status().counts().of(Count.UNASKED)).isEqualTo(2);
    }

    @Test
    void reconnectsUnderANewNameAndVouchesAfresh() throws InterruptedException {
        FakeExchange.Peer peer = connect();
        peer.send(Frames.ticker(BTC, NOW), Frames.ticker(BTC, NOW.plusSeconds(3)));
        awaitRecords(3);
        peer.close(1001);
        FakeExchange.Peer next = exchange.nextPeer();
        next.send(Frames.ticker(BTC, NOW.plusSeconds(6)), Frames.ticker(BTC, NOW.plusSeconds(9)));
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(heartbeats()).containsExactly(3L, 9L));
        assertThat(producer.history())
                .extracting(
                        record -> new String(record.headers().lastHeader("feed").value(), UTF_8))
                .hasSize(6)
                .satisfies(feeds -> assertThat(Set.copyOf(feeds)).hasSize(2));
        await().atMost(FakeExchange.PATIENCE)
                .until(() -> running().status().counts().of(Count.RECONNECTS) == 1);
    }

    @Test
    void givesUpAConnectionOnWhichNothingArrivesThoughItAnswersPings() throws InterruptedException {
        environment.put("INGEST_PING_INTERVAL", "100ms");
        FakeExchange.Peer silent = connect();
        await().atMost(FakeExchange.PATIENCE).until(() -> silent.requests.contains("PING"));
        nanoTime.addAndGet(Duration.ofMillis(300).toNanos());

        assertThat(exchange.nextPeer()).isNotSameAs(silent);
        assertThat(running().status().counts().of(Count.SILENCES)).isEqualTo(1);
    }

    @Test
    void keepsAQuietConnectionThatSaysItIsUp() throws InterruptedException {
        environment.put("INGEST_PING_INTERVAL", "200ms");
        String up = "{\"status\":\"UP\"}";
        FakeExchange.Peer peer = connect();
        for (int answers = 1; answers <= 4; answers++) {
            peer.send(up);
            long bytes = (long) answers * up.length();
            await().atMost(FakeExchange.PATIENCE)
                    .until(() -> running().status().counts().of(Count.BYTES) == bytes);
            nanoTime.addAndGet(Duration.ofMillis(599).toNanos());
            // It looks several times between two of its pings.
            int pings = peer.requests.size();
            await().atMost(FakeExchange.PATIENCE).until(() -> peer.requests.size() > pings + 1);
        }
        assertThat(running().status().counts().of(Count.SILENCES)).isZero();
    }

    @Test
    void waitsLongerAndLongerWhileTheExchangeRefuses() throws InterruptedException {
        environment.put("INGEST_RECONNECT_MIN", "400ms");
        environment.put("INGEST_RECONNECT_MAX", "1m");
        FakeExchange.Peer refused = connect();
        refused.send("{\"error\":{\"name\":\"WRONG_FORMAT\",\"message\":\"Format is wrong.\"}}");
        long closed = System.nanoTime();
        refused.close(1000);
        assertThat(exchange.nextPeer()).isNotNull();
        assertThat(Duration.ofNanos(System.nanoTime() - closed))
                .as("no hot loop")
                .isGreaterThan(Duration.ofMillis(400));
        await().atMost(FakeExchange.PATIENCE)
                .until(() -> running().status().counts().of(Count.REFUSALS) == 1);
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void comesBackAfterRefusedConnects() throws InterruptedException {
        exchange.refusesNextConnect(429);
        exchange.refusesNextConnect(503);
        assertThat(connect()).isNotNull();
        assertThat(running().status().counts().openConnections()).isEqualTo(1);
    }

    @Test
    void dropsTheConnectionRatherThanFramesOrMemoryWhileKafkaIsAway() throws InterruptedException {
        environment.put("INGEST_BUFFER_MIB", "1");
        CountDownLatch kafkaIsBack = new CountDownLatch(1);
        producer = blockedUntil(kafkaIsBack);
        FakeExchange.Peer peer = connect();
        String large = "x".repeat(100_000);
        IntStream.range(0, 12).forEach(i -> peer.send(large));

        await().atMost(FakeExchange.PATIENCE)
                .until(() -> running().status().counts().of(Count.OVERFLOWS) == 1);
        assertThat(exchange.peerWithin(500)).as("does not read on").isNull();
        kafkaIsBack.countDown();
        assertThat(exchange.nextPeer()).isNotNull();
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(producer.history()).hasSizeBetween(10, 11));
    }

    @Test
    void failsAConnectionWhoseMessageHasNoEnd() throws InterruptedException {
        FakeExchange.Peer peer = connect();
        peer.send("x".repeat(600_000));
        awaitRecords(1);
        assertThat(running().status().counts().quarantined()).containsOnlyKeys("too large");
        peer.send("x".repeat(5_000_000));
        assertThat(exchange.nextPeer()).isNotNull();
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() ->
                        assertThat(running().status().counts().quarantined()).isEqualTo(Map.of("too large", 2L)));
    }

    @Test
    void writesWhatWasReceivedAndItsHeartbeatsBeforeItStops() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        waitsForKafka = FakeExchange.PATIENCE;
        producer = blockedUntil(goOn);
        FakeExchange.Peer peer = connect();
        peer.send(Frames.ticker(BTC, NOW), Frames.ticker(BTC, NOW.plusSeconds(3)), Frames.book(BTC, NOW, "REALTIME"));
        peer.send("{\"status\":\"the clock is asked for me after the others were taken\"}");
        // And once for the record whose writing is blocked.
        await().atMost(FakeExchange.PATIENCE).until(() -> clockCalls.get() == CLOCK_CALLS_AT_START + 5);

        Thread stopping = new Thread(() -> running().close());
        stopping.start();
        await().atMost(FakeExchange.PATIENCE)
                .until(() -> running().status().counts().openConnections() == 0);
        assertThat(producer.history()).isEmpty();
        goOn.countDown();
        stopping.join();
        assertThat(producer.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("upbit.ticker", "upbit.ticker", "upbit.heartbeat", "upbit.orderbook");
        assertThat(producer.closed()).isTrue();
    }

    @Test
    void stopsInBoundedTimeWithoutVouchingIfKafkaNeverAnswers() throws InterruptedException {
        producer = producer(false);
        FakeExchange.Peer peer = connect();
        peer.send(Frames.ticker(BTC, NOW), Frames.ticker(BTC, NOW.plusSeconds(3)));
        awaitRecords(2);
        running().close();
        running().join();
        assertThat(producer.closed()).isTrue();
        assertThat(heartbeats()).isEmpty();
    }

    @Test
    void saysWhyItCannotGoOn() throws InterruptedException {
        producer.sendException = new KafkaException("not allowed");
        connect().send(Frames.ticker(BTC, NOW));
        assertThatThrownBy(() -> running().join())
                .isInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("not allowed");
    }

    @Test
    void namesTheCodesThatAreNotServedUntilTheyAre() throws InterruptedException {
        environment.put("INGEST_FIRST_FRAMES", "200ms");
        FakeExchange.Peer peer = connect(BTC, "KRW-DOGS");
        peer.send(Frames.book(BTC, NOW, "SNAPSHOT"));
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(running().status().unserved()).containsExactly("KRW-DOGS"));
        peer.send(Frames.book("KRW-DOGS", NOW, "SNAPSHOT"));
        await().atMost(FakeExchange.PATIENCE)
                .untilAsserted(() -> assertThat(running().status().unserved()).isEmpty());
    }

    private FakeExchange.Peer connect(String... codes) throws InterruptedException {
        IngestSettings settings = IngestSettings.from(environment);
        InstantSource clock = () -> {
            clockCalls.incrementAndGet();
            return NOW.plusSeconds(5);
        };
        service = TestIngest.begin(
                settings,
                codes.length == 0 ? List.of(BTC) : List.of(codes),
                new IngestService.Parts(
                        exchange.client(FakeExchange.PATIENCE, clock, nanoTime::get),
                        producer,
                        new HeartbeatLog(MockLog::empty),
                        new SimpleMeterRegistry(),
                        clock,
                        new Timeouts(waitsForKafka, Duration.ZERO)));
        return exchange.nextPeer();
    }

    private IngestService running() {
        if (service == null) {
            throw new AssertionError("not started");
        }
        return service;
    }

    private void awaitRecords(int count) {
        await().atMost(FakeExchange.PATIENCE).until(() -> producer.history().size() >= count);
    }

    /** The seconds that were vouched for, counted from midnight. */
    private List<Long> heartbeats() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("upbit.heartbeat"))
                .map(record -> second(record.value()))
                .toList();
    }

    private static long second(byte[] heartbeat) {
        try {
            return EvidenceJson.read(heartbeat).time().getEpochSecond() - NOW.getEpochSecond();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static MockProducer<@Nullable String, byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }

    private static MockProducer<@Nullable String, byte[]> blockedUntil(CountDownLatch open) {
        return new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            @SuppressWarnings(
                    "UnsynchronizedOverridesSynchronized") // Blocked inside, nobody could look at the history.
            public Future<RecordMetadata> send(ProducerRecord<@Nullable String, byte[]> record, Callback callback) {
                try {
                    open.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
                return super.send(record, callback);
            }
        };
    }
}

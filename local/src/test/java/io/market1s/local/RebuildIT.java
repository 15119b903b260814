package io.market1s.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.data.topic.RawHeaders;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.operations.Resources;
import io.market1s.oracle.ActualRows;
import io.market1s.oracle.BruteForce;
import io.market1s.oracle.CaptureFile;
import io.market1s.oracle.Differences;
import io.market1s.oracle.OracleRow;
import io.market1s.oracle.RawRecord;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.rebuild.Rebuild;
import io.market1s.resample.rebuild.RebuildRequest;
import io.market1s.simulator.capture.SyntheticCapture;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Promise 4: the raw topics of a real broker alone give back the rows, all of them or a range. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class RebuildIT {
    private static final int PARTITIONS = 2;
    private static final Duration HORIZON = Duration.ofSeconds(5);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(20);
    private static final int KEY_FRAME_SECONDS = 5;
    private static final List<String> SYMBOLS = List.of("KRW-BTC", "KRW-ETH", "KRW-XRP");
    /** Has one trade and one book at the start, heartbeats for half a minute, and no key frame. */
    private static final String FORGOTTEN = "KRW-QUIET";

    private static final Instant START = SyntheticCapture.START;
    private static final Instant TO = START.plusSeconds(55);

    private final Resources resources = new Resources();
    private Path folder;
    private KafkaBroker broker;
    private Admin admin;
    private List<RawRecord> records;

    @BeforeAll
    void fillsTheRawTopics(@TempDir Path temporary) throws Exception {
        folder = temporary;
        Ports ports = FreePorts.take();
        broker = resources.add(KafkaBroker.start(temporary.resolve("kafka"), ports.kafka(), ports.kafkaController()));
        admin = resources.add(Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers())));
        new TopicSetup(admin).ensure(Topics.all(Duration.ofDays(36_500)), PARTITIONS, (short) 1);
        Path file = temporary.resolve("capture.jsonl");
        SyntheticCapture.write(file, 3, Duration.ofSeconds(60), SYMBOLS);
        records = withKeyFrames(CaptureFile.read(file));
        records.addAll(forgotten());
        write(records);
    }

    @AfterAll
    void close() {
        resources.close();
    }

    @Test
    @Order(1)
    void theWholeLogGivesTheRowsOfTheBruteForceComputation() throws Exception {
        Rebuild.Result result = rebuild(null, TO, "whole");

        List<OracleRow> expected = expected();
        assertThat(expected).hasSizeGreaterThan(4 * 45);
        assertThat(Differences.between(expected, rows("whole").values())).isEmpty();
        assertThat(result.records()).isEqualTo(records.size());
    }

    @Test
    @Order(2)
    void itLeavesNothingBehind() {
        // What is deleted is listed for some moments more.
        await().untilAsserted(() -> {
            assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("market-1s-rebuild"));
            assertThat(admin.listGroups().all().get())
                    .extracting(GroupListing::groupId)
                    .noneMatch(group -> group.startsWith("market-1s-rebuild"));
        });
        assertThat(folder.resolve("state")).isEmptyDirectory();
    }

    /** Also of a symbol whose only events lie far before the range: the plan steps back to them. */
    @Test
    @Order(3)
    void aRangeGivesTheRowsOfTheWhole() throws Exception {
        Instant from = START.plusSeconds(40);
        rebuild(from, TO, "range");

        assertThat(Differences.between(in(from, expected()), rows("range").values()))
                .isEmpty();
    }

    @Test
    @Order(4)
    void whereEverySymbolHasKeyFramesARangeReadsLittleMoreThanItself() throws Exception {
        // The forgotten symbol has no rows any more.
        Instant from = START.plusSeconds(52);
        Rebuild.Result result = rebuild(from, TO, "little");

        assertThat(result.records()).isLessThan(records.size() / 2L);
        assertThat(Differences.between(in(from, expected()), rows("little").values()))
                .isEmpty();
    }

    /** A rebuild must never replace a good row by a poorer one. */
    @Test
    @Order(5)
    void whereRetentionHasCutTheLogItWritesWhatIsStillExactOnly() throws Exception {
        Instant cut = START.plusSeconds(20);
        cutBefore(Topics.ORDERBOOK, cut);
        Rebuild.Result result = rebuild(null, TO, "cut");

        assertThat(result.from()).isAfter(cut.plus(HORIZON)).isBefore(START.plusSeconds(35));
        Collection<OracleRow> rows = rows("cut").values();
        assertThat(rows).isNotEmpty().allMatch(row -> !row.ts().isBefore(result.from()));
        assertThat(Differences.between(
                        in(result.from(), expected()).stream()
                                .filter(row -> !row.symbol().equals(FORGOTTEN))
                                .toList(),
                        rows.stream()
                                .filter(row -> !row.symbol().equals(FORGOTTEN))
                                .toList()))
                .isEmpty();
    }

    @Test
    @Order(6)
    void saysWhyThereIsNothingToRebuild() {
        assertThatThrownBy(() -> rebuild(TO, START, "nothing")).hasMessageContaining("nothing to rebuild");
    }

    private Rebuild.Result rebuild(@Nullable Instant from, Instant to, String topic) throws InterruptedException {
        ResampleSettings settings = ResampleSettings.from(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "RESAMPLE_HORIZON", "5s",
                "RESAMPLE_KEEP_ALIVE", "20s",
                "RESAMPLE_KEY_FRAMES", "6s",
                "RESAMPLE_STATE_DIR", folder.resolve("state").toString(),
                "RESAMPLE_PARTITIONS", Integer.toString(PARTITIONS),
                "RESAMPLE_REPLICATION", "1"));
        return new Rebuild(settings, InstantSource.system()).run(new RebuildRequest(from, to, topic));
    }

    private List<OracleRow> expected() {
        Set<String> symbols = new TreeSet<>(SYMBOLS);
        symbols.add(FORGOTTEN);
        return new BruteForce(KEEP_ALIVE, HORIZON)
                .rows(records, symbols, START, TO.plusSeconds(1)).stream()
                        .filter(row -> !row.ts().isAfter(TO))
                        .toList();
    }

    private static List<OracleRow> in(Instant from, List<OracleRow> rows) {
        return rows.stream().filter(row -> !row.ts().isBefore(from)).toList();
    }

    /** The recording, and at every fifth second the latest trade and book of each symbol again, as the exchange sends it. */
    private static List<RawRecord> withKeyFrames(CaptureFile capture) {
        Map<String, CaptureFile.CapturedFrame> latest = new LinkedHashMap<>();
        List<RawRecord> all = new ArrayList<>();
        Instant next = START.plusSeconds(KEY_FRAME_SECONDS);
        for (CaptureFile.CapturedFrame frame : capture.frames()) {
            while (!frame.received().isBefore(next)) {
                for (CaptureFile.CapturedFrame old : latest.values()) {
                    all.add(capture.record(
                            new CaptureFile.CapturedFrame(
                                    old.raw().replace("REALTIME", "SNAPSHOT"),
                                    old.type(),
                                    old.code(),
                                    old.timestamp(),
                                    next),
                            HORIZON));
                }
                next = next.plusSeconds(KEY_FRAME_SECONDS);
            }
            if (!frame.type().equals("ticker")) {
                latest.put(frame.type() + frame.code(), frame);
                all.add(capture.record(frame, HORIZON));
            }
        }
        capture.records(HORIZON).stream()
                .filter(record -> record.topic().equals(RawRecord.HEARTBEAT))
                .forEach(all::add);
        return all;
    }

    private static List<RawRecord> forgotten() {
        List<RawRecord> all = new ArrayList<>();
        Instant time = START.plusSeconds(1);
        long millis = time.toEpochMilli();
        String head = "\"code\":\"" + FORGOTTEN + "\",\"timestamp\":" + millis;
        all.add(new RawRecord(
                Topics.TRADE,
                FORGOTTEN,
                "{\"type\":\"trade\"," + head + ",\"trade_timestamp\":" + millis
                        + ",\"trade_price\":7,\"trade_volume\":1,\"ask_bid\":\"BID\",\"sequential_id\":1}",
                time,
                time));
        all.add(new RawRecord(
                Topics.ORDERBOOK,
                FORGOTTEN,
                "{\"type\":\"orderbook\"," + head
                        + ",\"orderbook_units\":[{\"ask_price\":8,\"bid_price\":6,\"ask_size\":1,\"bid_size\":2}]}",
                time,
                time));
        for (Instant second = START.plusSeconds(3);
                !second.isAfter(START.plusSeconds(30));
                second = second.plusSeconds(1)) {
            all.add(new RawRecord(
                    Topics.HEARTBEAT,
                    FORGOTTEN,
                    "{\"type\":\"heartbeat\",\"code\":\"" + FORGOTTEN + "\",\"second\":" + second.toEpochMilli()
                            + ",\"feed\":\"ingest-0/1\"}",
                    second,
                    second));
        }
        return all;
    }

    private void write(List<RawRecord> unordered) {
        List<RawRecord> ordered = new ArrayList<>(unordered);
        ordered.sort(Comparator.comparing(RawRecord::received));
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (RawRecord record : ordered) {
                ProducerRecord<String, byte[]> raw = new ProducerRecord<>(
                        record.topic(),
                        null,
                        record.timestamp().toEpochMilli(),
                        record.key(),
                        record.json().getBytes(UTF_8));
                new RawHeaders(record.received(), "ingest-0/1", RawHeaders.Source.WS).addTo(raw.headers());
                var unused = producer.send(raw);
            }
            producer.flush();
        }
    }

    private void cutBefore(String topic, Instant time) throws Exception {
        Map<TopicPartition, RecordsToDelete> cuts = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            TopicPartition input = new TopicPartition(topic, partition);
            long offset = admin.listOffsets(
                            Map.of(input, org.apache.kafka.clients.admin.OffsetSpec.forTimestamp(time.toEpochMilli())))
                    .partitionResult(input)
                    .get()
                    .offset();
            cuts.put(input, RecordsToDelete.beforeOffset(offset));
        }
        admin.deleteRecords(cuts).all().get();
    }

    private Map<String, OracleRow> rows(String topic) {
        Map<String, OracleRow> rows = new HashMap<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100))
                        .forEach(bar -> rows.put(bar.key() + bar.timestamp(), ActualRows.ofJson(bar.value())));
            }
        }
        return rows;
    }
}

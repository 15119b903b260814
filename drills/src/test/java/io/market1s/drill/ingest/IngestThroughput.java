package io.market1s.drill.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.topic.Topics;
import io.market1s.drill.part.DrillBroker;
import io.market1s.drill.time.Punctuation;
import io.market1s.ingest.IngestMain;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.UpbitSimulator;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.server.ProtocolSettings;
import io.market1s.testing.ServiceProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Measures how much processor time one ingest process takes on one core, and in the same run how much a process takes
 * that only reads. The simulator and the broker are in this JVM. Run it by hand, on a quiet machine:
 *
 * <pre>{@code
 * mvn -B verify -Pdrills -pl drills -am -Dit.test=IngestThroughput
 * }</pre>
 *
 * <p>{@code -Dload.frames=20000} (frames a second that the exchange makes) and {@code -Dload.seconds=600}.
 */
@Timeout(1800)
class IngestThroughput {
    private static final int MARKETS = 200;
    private static final int FRAMES = Integer.getInteger("load.frames", 20_000);
    private static final Duration MEASURED = Duration.ofSeconds(Integer.getInteger("load.seconds", 600));
    private static final Duration READING = Duration.ofSeconds(30);
    /** Until the compiler is done with it. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final int HEAP_MIB = 256;
    private static final int SAMPLES = 10;
    private static final Pattern READ = Pattern.compile("read (\\d+) frames, (\\d+) bytes");

    private record Measured(double framesPerSecond, double cpuMillisPerThousand, double share) {
        static Measured of(long frames, Duration cpu, Duration time) {
            return new Measured(
                    frames * 1000.0 / time.toMillis(),
                    cpu.toNanos() / 1e6 / frames * 1000,
                    cpu.toNanos() / (double) time.toNanos());
        }

        String in(double bytesPerFrame) {
            return String.format(
                    Locale.ROOT,
                    "%.0f frames/s, %.1f MB/s, %.1f ms of processor time per 1,000 frames, %.0f %% of a core",
                    framesPerSecond,
                    framesPerSecond * bytesPerFrame / 1e6,
                    cpuMillisPerThousand,
                    share * 100);
        }
    }

    @Test
    void oneProcessOnOneCore(@TempDir Path folder) throws Exception {
        try (UpbitSimulator exchange = UpbitSimulator.start(SimulatorSettings.synthetic(1)
                        .withMarkets(markets())
                        .withProtocol(ProtocolSettings.upbit().unlimited()));
                DrillBroker broker = DrillBroker.start(folder)) {
            double bytesPerFrame = read(exchange, folder);
            ingest(exchange, broker, folder, bytesPerFrame);
        }
    }

    private static List<MarketSpec> markets() {
        double each = (double) FRAMES / MARKETS;
        return IntStream.range(0, MARKETS)
                .mapToObj(i -> new MarketSpec(
                        "KRW-L" + i, "1000", "1", "300", each * 0.55, each * 0.27, each * 0.18, 30, false))
                .toList();
    }

    /** Measures the reader; returns the mean size of a frame. */
    private static double read(UpbitSimulator exchange, Path folder) throws Exception {
        String codes =
                exchange.symbols().stream().map(symbol -> '"' + symbol + '"').collect(Collectors.joining(","));
        String request = Arrays.stream(new String[] {"trade", "orderbook", "ticker"})
                .map(type -> "{\"type\":\"" + type + "\",\"codes\":[" + codes + "]}")
                .collect(Collectors.joining(",", "[{\"ticket\":\"bare\"},", "]"));
        Map<String, String> environment =
                Map.of("READER_URL", exchange.webSocketUri().toString(), "READER_REQUEST", request);
        try (ServiceProcess reader =
                ServiceProcess.startOnCore(0, BareReader.class, HEAP_MIB, environment, folder.resolve("reader"))) {
            Punctuation.awaitMoment(Instant.now().plus(WARM_UP));
            long madeBefore = made(exchange);
            Duration cpuBefore = reader.cpu();
            Instant begin = Instant.now();
            Punctuation.awaitMoment(begin.plus(READING));
            Measured measured = Measured.of(
                    made(exchange) - madeBefore, reader.cpu().minus(cpuBefore), Duration.between(begin, Instant.now()));
            reader.stop();
            reader.exitStatus(Duration.ofSeconds(10));
            Matcher read = READ.matcher(reader.output());
            assertThat(read.find()).as(reader.output()).isTrue();
            double bytesPerFrame = Double.parseDouble(read.group(2)) / Double.parseDouble(read.group(1));
            System.out.printf("mean frame: %.0f bytes%n", bytesPerFrame);
            System.out.println("bare reader: " + measured.in(bytesPerFrame));
            return bytesPerFrame;
        }
    }

    private static void ingest(UpbitSimulator exchange, DrillBroker broker, Path folder, double bytesPerFrame)
            throws Exception {
        Map<String, String> environment = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "INGEST_SYMBOLS", "KRW",
                "INGEST_PILOT", "none",
                "INGEST_WS_URL", exchange.webSocketUri().toString(),
                "INGEST_REST_URL", exchange.restUri().toString(),
                "INGEST_REPLICATION", "1",
                "INGEST_HTTP_ADDRESS", "off"));
        try (ServiceProcess ingest = ServiceProcess.startOnCore(
                        0, IngestMain.class, HEAP_MIB, environment, folder.resolve("ingest"));
                Admin admin = broker.admin()) {
            await().atMost(WARM_UP).until(() -> written(admin) > 0);
            Punctuation.awaitMoment(Instant.now().plus(WARM_UP));
            long madeBefore = made(exchange);
            long writtenBefore = written(admin);
            Duration cpuBefore = ingest.cpu();
            Instant begin = Instant.now();
            for (int sample = 1; sample <= SAMPLES; sample++) {
                Instant moment = begin.plus(MEASURED.multipliedBy(sample).dividedBy(SAMPLES));
                Punctuation.awaitMoment(moment);
                System.out.printf(
                        Locale.ROOT,
                        "after %d s: %d frames written, %d MiB resident, %.1f MiB of live objects%n",
                        Duration.between(begin, moment).toSeconds(),
                        written(admin) - writtenBefore,
                        ingest.residentMib(),
                        ingest.liveHeapMib());
            }
            long written = written(admin) - writtenBefore;
            Duration time = Duration.between(begin, Instant.now());
            Measured measured = Measured.of(written, ingest.cpu().minus(cpuBefore), time);
            System.out.printf("exchange: %.0f frames/s%n", (made(exchange) - madeBefore) * 1000.0 / time.toMillis());
            System.out.printf("ingest, over %d s: %s%n", time.toSeconds(), measured.in(bytesPerFrame));
            ingest.stop();
            assertThat(ingest.exitStatus(Duration.ofSeconds(30))).isEqualTo(128 + 15);
            List<String> lost = ingest.output()
                    .lines()
                    .filter(line -> line.contains("connection lost"))
                    .toList();
            System.out.println("connections lost: " + lost);
        }
    }

    private static long made(UpbitSimulator exchange) {
        return Arrays.stream(FrameType.values())
                .mapToLong(exchange.tally()::frames)
                .sum();
    }

    private static long written(Admin admin) throws Exception {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (String topic : List.of(Topics.TRADE, Topics.ORDERBOOK, Topics.TICKER)) {
            for (int partition = 0; partition < DrillBroker.PARTITIONS; partition++) {
                ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
            }
        }
        return admin.listOffsets(ends).all().get().values().stream()
                .mapToLong(end -> end.offset())
                .sum();
    }
}

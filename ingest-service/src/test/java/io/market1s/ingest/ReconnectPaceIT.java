package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.ingest.exchange.CustomClient;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.time.ExchangeClock;
import io.market1s.ingest.time.Timeouts;
import io.market1s.operations.TestPorts;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.UpbitSimulator;
import io.market1s.simulator.server.ProtocolSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.Interceptor;
import okhttp3.Response;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever the exchange does to connections, none of it leads to a hot loop: the attempts of a minute, with the settings as
 * they ship, stay inside Upbit's limits. All faults last for the same minute, each towards an ingest of its own.
 */
class ReconnectPaceIT {
    /** Upgrades a second and address. */
    private static final int LIMIT_PER_SECOND = 5;
    /** Far inside 300, which the limit of a second would allow, and the 100 requests a minute of one connection. */
    private static final int MOST_PER_MINUTE = 30;

    private static final Duration MINUTE = Duration.ofSeconds(60);
    /** A dead connection is found within 30 s; the next attempt comes after the wait and the next look. */
    private static final Duration NEXT_ATTEMPT_WITHIN = Duration.ofSeconds(50);

    private static final InstantSource CLOCK = InstantSource.system();

    private final CountDownLatch over = new CountDownLatch(1);
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() throws Exception {
        over.countDown();
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void noFaultLeadsToAHotLoop() throws Exception {
        UpbitSimulator unreachable = simulator(ProtocolSettings.upbit());
        unreachable.faults().goOffline();
        UpbitSimulator limiting = simulator(ProtocolSettings.upbit());
        limiting.faults().refuseUpgrades(429);
        UpbitSimulator forbidding = simulator(ProtocolSettings.upbit());
        forbidding.faults().refuseUpgrades(403);
        UpbitSimulator closing = simulator(ProtocolSettings.upbit());
        UpbitSimulator stalling = simulator(ProtocolSettings.upbit());
        UpbitSimulator nameless = simulator(ProtocolSettings.upbit());
        int mute = mutePort();
        List<Attempts> attempts = List.of(
                new Attempts("refused connection", url(unreachable, "127.0.0.1")),
                new Attempts("429 on the upgrade", url(limiting, "127.0.0.1")),
                new Attempts("403 on the upgrade", url(forbidding, "127.0.0.1")),
                new Attempts("error frame, then close 1000", url(simulator(refusing()), "127.0.0.1")),
                new Attempts("close 1000 soon after the first data", url(closing, "127.0.0.1")),
                new Attempts("silent connection", url(stalling, "127.0.0.1")),
                new Attempts("slow DNS", url(nameless, "localhost")),
                new Attempts("upgrade without an answer", "ws://127.0.0.1:" + mute + "/websocket/v1"),
                new Attempts("TLS handshake without an answer", "wss://127.0.0.1:" + mute + "/websocket/v1"));
        Instant begin = CLOCK.instant();
        attempts.forEach(Attempts::begin);

        await().atMost(MINUTE.multipliedBy(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    closing.faults().all().close(1000);
                    stalling.faults().all().stall();
                    return CLOCK.instant().isAfter(begin.plus(MINUTE));
                });

        for (Attempts each : attempts) {
            List<Instant> times = each.times();
            assertThat(times).as(each.fault).hasSizeBetween(2, MOST_PER_MINUTE);
            assertThat(mostInASecond(times)).as(each.fault).isLessThanOrEqualTo(LIMIT_PER_SECOND);
            assertThat(Duration.between(times.get(0), times.get(1)))
                    .as("%s is found", each.fault)
                    .isLessThan(NEXT_ATTEMPT_WITHIN);
        }
    }

    private static int mostInASecond(List<Instant> times) {
        int most = 0;
        for (Instant from : times) {
            most = Math.max(most, (int) times.stream()
                    .filter(time -> !time.isBefore(from) && time.isBefore(from.plusSeconds(1)))
                    .count());
        }
        return most;
    }

    private UpbitSimulator simulator(ProtocolSettings protocol) throws IOException {
        UpbitSimulator simulator = UpbitSimulator.start(
                SimulatorSettings.synthetic(1).withProtocol(protocol).withPort(TestPorts.take()));
        opened.add(simulator);
        return simulator;
    }

    /** Every request is one too many. */
    private static ProtocolSettings refusing() {
        ProtocolSettings upbit = ProtocolSettings.upbit();
        return new ProtocolSettings(
                upbit.firstDataAfter(),
                upbit.firstDataBefore(),
                upbit.idleTimeout(),
                upbit.statusInterval(),
                true,
                upbit.connectsPerSecond(),
                0,
                0,
                upbit.restPerSecond());
    }

    /** Takes connections and says nothing. */
    private int mutePort() throws IOException {
        ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        opened.add(server);
        Thread thread = new Thread(
                () -> {
                    try {
                        while (true) {
                            opened.add(server.accept());
                        }
                    } catch (IOException e) {
                        // The test is over.
                    }
                },
                "mute-exchange");
        thread.setDaemon(true);
        thread.start();
        return server.getLocalPort();
    }

    private static String url(UpbitSimulator simulator, String host) {
        return simulator.webSocketUri().toString().replace("127.0.0.1", host);
    }

    /** An ingest that a fault is done to, and when it tried to connect. */
    private final class Attempts {
        private final String fault;
        private final String url;
        private final ConcurrentLinkedQueue<Instant> times = new ConcurrentLinkedQueue<>();

        Attempts(String fault, String url) {
            this.fault = fault;
            this.url = url;
        }

        List<Instant> times() {
            return List.copyOf(times);
        }

        void begin() {
            IngestSettings settings = IngestSettings.from(Map.of(
                    "INGEST_SYMBOLS", "KRW-BTC",
                    "INGEST_WS_URL", url,
                    "INGEST_MARKET_LIST", "off",
                    "INGEST_KEY_FRAMES", "off",
                    "INGEST_BACKFILL", "off"));
            ExchangeClock exchangeClock = new ExchangeClock();
            opened.add(TestIngest.begin(
                    settings,
                    List.of("KRW-BTC"),
                    new IngestService.Parts(
                            CustomClient.of(settings, CLOCK, http -> http.dns(
                                            url.contains("localhost") ? this::lookUpSlowly : Dns.SYSTEM)
                                    .addInterceptor(this::attempt)),
                            new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer()),
                            new HeartbeatLog(MockLog::empty),
                            new SimpleMeterRegistry(),
                            IngestService.checked(CLOCK, System::nanoTime, exchangeClock, settings),
                            exchangeClock,
                            System::nanoTime,
                            Timeouts.DEFAULT)));
        }

        private Response attempt(Interceptor.Chain chain) throws IOException {
            times.add(CLOCK.instant());
            return chain.proceed(chain.request());
        }

        private List<InetAddress> lookUpSlowly(String host) throws UnknownHostException {
            try {
                if (over.await(MINUTE.toSeconds(), TimeUnit.SECONDS)) {
                    throw new UnknownHostException(host);
                }
                return List.of(InetAddress.getLoopbackAddress());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnknownHostException(host);
            }
        }
    }
}

package io.market1s.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.TradeSummary;
import io.market1s.data.json.BarJson;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;

/**
 * The images in real containers, with each of the sinks. Where there is no Docker the tests are reported as skipped, and so
 * are those of a sink whose archive has no checksum: {@link Sink} says which variable has to be set.
 */
@ParameterizedClass
@EnumSource(Sink.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // Set before the tests of a sink.
class ContainersIT {
    private static final boolean HAS_ENGINE = DockerClientFactory.instance().isDockerAvailable();
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Instant TS = Instant.parse("2026-02-16T07:36:29Z");

    private static @Nullable MarketContainers containers;

    @Parameter
    private Sink sink;

    @BeforeParameterizedClassInvocation
    static void start(Sink sink) {
        if (missing(sink).isEmpty()) {
            containers = MarketContainers.start(sink);
        }
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        if (containers != null) {
            containers.close();
            containers = null;
        }
    }

    @BeforeEach
    void requireWhatItNeeds() {
        assumeThat(missing(sink)).as(missing(sink)).isEmpty();
    }

    @Test
    @Order(1)
    void upsertsABarAndItsCorrection() throws Exception {
        send(TS, 0);
        awaitRevisions("0");

        send(TS, 1);
        awaitRevisions("1");
    }

    /** A bad record is kept, and holds nobody up: what is no JSON, and what PostgreSQL would refuse. */
    @Test
    @Order(2)
    void putsPoisonToTheDeadLetters() throws Exception {
        containers().send("{\"symbol\":".getBytes(UTF_8));
        containers().send(BarJson.write(bar("KRW\0BTC", TS, 0)));
        send(TS.plusSeconds(1), 0);

        awaitRevisions("1", "0");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(containers().deadLetters()).isEqualTo(2));
    }

    @Test
    @Order(3)
    void goesOnAfterPostgresWasRestarted() throws Exception {
        containers().restartPostgres();
        send(TS.plusSeconds(2), 0);

        awaitRevisions("1", "0", "0");
    }

    /** A sink that tolerates errors takes good bars for bad ones then; whichever it is, none is lost in the end. */
    @Test
    @Order(4)
    void bringsBackWhatCameWhileARightWasMissing() throws Exception {
        assertThat(containers().sinkSucceeds("--check")).isTrue();
        containers().execute("REVOKE INSERT ON market_1s FROM market_sink");
        send(TS.plusSeconds(3), 0);

        assertThat(containers().sinkSucceeds("--check")).isFalse();
        assertThat(containers().migrationSucceeds()).isTrue();
        assertThat(containers().sinkSucceeds("--check")).isTrue();
        assertThat(containers().sinkSucceeds("--again")).isTrue();
        awaitRevisions("1", "0", "0", "0");
    }

    /** From the simulated exchange to rows, each service in its image, read-only and without rights. */
    @Test
    @Order(5)
    void makesRowsOfWhatTheExchangeSends() {
        containers()
                .start(containers()
                        .service("simulator")
                        .withCommand("--bind", "0.0.0.0", "--symbols", "KRW-BTC")
                        .waitingFor(Wait.forHealthcheck()));
        containers()
                .start(containers()
                        .service("resample")
                        .withEnv(Map.of("RESAMPLE_PARTITIONS", "1", "RESAMPLE_REPLICATION", "1"))
                        .withTmpFs(Map.of("/tmp", "exec", "/state", "exec,uid=10001,gid=10001"))
                        .waitingFor(Wait.forHealthcheck()));
        containers()
                .start(containers()
                        .service("ingest")
                        .withEnv(Map.of(
                                "INGEST_SYMBOLS", "KRW-BTC",
                                "INGEST_WS_URL", "ws://simulator:18081/websocket/v1",
                                "INGEST_REST_URL", "http://simulator:18081",
                                "INGEST_PARTITIONS", "1",
                                "INGEST_REPLICATION", "1"))
                        .waitingFor(Wait.forHealthcheck()));

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        containers()
                                .rows(
                                        "SELECT ts FROM market_1s WHERE complete AND trade_count_1s > 0 AND ts > now() - interval '1 minute'"))
                .hasSizeGreaterThan(5));
    }

    /** What is missing to test a sink; empty if nothing is. */
    private static String missing(Sink sink) {
        return HAS_ENGINE ? sink.missing() : "there is no Docker engine on this machine";
    }

    private static MarketContainers containers() {
        return java.util.Objects.requireNonNull(containers);
    }

    private static Bar bar(String symbol, Instant ts, int revision) {
        return new Bar(
                new BarContent(symbol, ts, null, null, null, TradeSummary.NONE, revision, true, true), revision, ts);
    }

    private static void send(Instant ts, int revision) throws Exception {
        containers().send(BarJson.write(bar("KRW-BTC", ts, revision)));
    }

    /** While PostgreSQL starts, nobody can look. */
    private static void awaitRevisions(String... revisions) {
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(
                        containers().rows("SELECT revision FROM market_1s ORDER BY ts"))
                .containsExactly(revisions));
    }
}

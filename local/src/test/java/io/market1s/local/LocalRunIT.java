package io.market1s.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.data.topic.Topics;
import io.market1s.ingest.IngestService;
import io.market1s.ingest.IngestSettings;
import io.market1s.ingest.status.Count;
import io.market1s.local.folder.Ports;
import io.market1s.local.monitoring.Exposition;
import io.market1s.local.monitoring.MonitoringFiles;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.report.Report;
import io.market1s.local.run.Servers;
import io.market1s.operations.Operations;
import io.market1s.simulator.fault.Garbage;
import io.market1s.simulator.fault.StreamFaults;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole pipeline, from simulated frames to rows in PostgreSQL: one undisturbed run by the command line, then a
 * second one on the same data that things happen to. The order is that of one story, because a start costs seconds.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@SuppressWarnings("NullAway.Init") // JUnit sets them.
class LocalRunIT {
    private static final List<String> SYMBOLS = List.of("KRW-BTC", "KRW-ETH", "BTC-ETH");
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private Path folder;
    private int exitCode;
    private String output;
    private JsonNode firstReport;
    private RunningPipeline run;
    private Instant altered;

    @BeforeAll
    void runsOnceAndStartsAgain(@TempDir Path temporary) throws Exception {
        folder = temporary.resolve("data");
        Path report = temporary.resolve("report.json");
        CommandRun first = CommandRun.of(
                "demo",
                "--for=15s",
                "--symbols=" + String.join(",", SYMBOLS),
                "--port-offset=" + FreePorts.offset(),
                "--data-dir=" + folder,
                "--report=" + report);
        exitCode = first.exitCode();
        output = first.output();
        firstReport = new ObjectMapper().readTree(report.toFile());
        run = new RunningPipeline(folder, 2, SYMBOLS);
    }

    @AfterAll
    void close() {
        if (run != null) {
            run.close();
        }
    }

    /** All of "gapless", "on time" as far as a loaded machine shows it, and "exact". */
    @Test
    @Order(1)
    void anUndisturbedRunHasEveryRowOnceAndCountsEveryTradeOnce() {
        assertThat(exitCode).as(output).isZero();
        assertThat(firstReport.path("seconds_expected").asInt()).isGreaterThan(3 * 8);
        assertThat(firstReport.path("rows").asInt())
                .isEqualTo(firstReport.path("seconds_expected").asInt());
        for (String none : List.of("missing", "duplicates", "incomplete", "reemitted", "quarantined", "reconnects")) {
            assertThat(firstReport.path(none).asInt(-1)).as(none).isZero();
        }
        assertThat(firstReport.path("trades_made").asInt()).isGreaterThan(0);
        assertThat(firstReport.path("trades_counted")).isEqualTo(firstReport.path("trades_made"));
        JsonNode judged = firstReport.path("judged");
        assertThat(judged.path("trades_counted")).isEqualTo(judged.path("trades_made"));
        assertThat(judged.path("trades_made").asInt())
                .isEqualTo(firstReport.path("trades_made").asInt());
        assertThat(judged.path("differing").asInt(-1)).isZero();
        assertThat(judged.path("stale_books").asInt(-1)).isZero();
        assertThat(judged.path("outside_faults")).isEqualTo(firstReport.path("rows"));
        assertThat(judged.path("complete_outside_faults")).isEqualTo(judged.path("outside_faults"));
        assertThat(firstReport.path("lag_ms").path("p50").asInt()).isBetween(500, 10_000);
        assertThat(firstReport.path("raw").path("heartbeat").asInt()).isGreaterThan(3 * 8);
    }

    @Test
    @Order(1)
    void tellsAPersonWhatToDoNextAndWhatTheRunWasLike() {
        assertThat(output)
                .contains("PGPASSWORD=market_reader psql -h 127.0.0.1 -p ")
                .contains("Kafka          127.0.0.1:")
                .contains("connectors/market-1s-sink/status")
                .contains("Missing        0, duplicates 0")
                .contains("OK: every row is there.");
    }

    /** "Gapless" across a restart: the seconds in between have rows too, and say that nobody saw them. */
    @Test
    @Order(2)
    void aSecondStartOnTheSameDataContinuesWhereTheFirstStopped() {
        Instant from = Instant.parse(firstReport.path("from").asText());
        Instant lastOfFirst = Instant.parse(firstReport.path("to").asText());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newestComplete("KRW-BTC")).isAfter(lastOfFirst.plusSeconds(5)));
        Instant now = newestComplete("KRW-BTC");

        for (String symbol : SYMBOLS) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(run.rows(symbol, lastOfFirst, now))
                    .extracting(RunningPipeline.Row::ts)
                    .containsExactlyElementsOf(seconds(lastOfFirst, now)));
        }
        assertThat(rows("KRW-BTC", from.plusSeconds(3), now))
                .anySatisfy(row -> assertThat(row.complete()).isFalse());
    }

    /** "Honest" and "gapless": an outage has its rows, which say so, and nothing is counted twice after it. */
    @Test
    @Order(3)
    void secondsWithoutTheExchangeHaveRowsThatAreNotComplete() {
        Instant before = newestComplete("KRW-BTC");
        run.exchange.simulator().faults().refuseUpgrades(503);
        run.exchange.simulator().faults().all().drop();
        // The first second that nobody saw the beginning of, and some more.
        Instant outage = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        await().atMost(PATIENCE).until(() -> !rows("KRW-BTC", outage.plusSeconds(1), outage.plusSeconds(60))
                .isEmpty());
        run.exchange.simulator().faults().acceptUpgrades();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newestComplete("KRW-BTC")).isAfter(outage.plusSeconds(3)));
        Instant after = newestComplete("KRW-BTC");

        for (String symbol : SYMBOLS) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(rows(symbol, before, after))
                        .extracting(RunningPipeline.Row::ts)
                        .containsExactlyElementsOf(seconds(before, after));
                assertThat(rows(symbol, outage, outage)).singleElement().satisfies(row -> assertThat(row.complete())
                        .isFalse());
                // The snapshot of the last trade comes again with the new connection.
                assertThat(rows(symbol, before, after))
                        .allSatisfy(row -> assertThat((long) row.trades()).isLessThanOrEqualTo(made(symbol, row)));
                assertThat(rows(symbol, before, after))
                        .filteredOn(RunningPipeline.Row::complete)
                        .allSatisfy(row -> assertThat((long) row.trades()).isEqualTo(made(symbol, row)));
            });
        }
    }

    @Test
    @Order(4)
    void garbageIsQuarantinedWithItsReasonAndSpoilsOnlyItsOwnSeconds() {
        Instant before = newestComplete("KRW-BTC");
        List<Garbage> garbage = List.of(
                Garbage.TRUNCATED_JSON,
                Garbage.INVALID_UTF8,
                Garbage.EMPTY,
                Garbage.UNKNOWN_TYPE,
                Garbage.MISSING_FIELDS,
                Garbage.HOUR_AHEAD);
        garbage.forEach(run.exchange.simulator().faults().all()::send);

        await().atMost(PATIENCE).untilAsserted(() -> assertThat(quarantined()).hasSize(garbage.size()));
        assertThat(quarantined()).allSatisfy(record -> assertThat(
                        new String(record.headers().lastHeader("reason").value(), UTF_8))
                .isNotBlank());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(newestComplete("KRW-BTC")).isAfter(before.plusSeconds(4)));
        Instant after = newestComplete("KRW-BTC");
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<RunningPipeline.Row> rows = rows("KRW-BTC", before, after);
            assertThat(rows).extracting(RunningPipeline.Row::ts).containsExactlyElementsOf(seconds(before, after));
            assertThat(rows)
                    .filteredOn(row -> !row.complete())
                    .as("it may have been a trade")
                    .hasSizeBetween(1, 5);
        });
    }

    /** "Gapless": the sink fails when PostgreSQL goes away, is started again, and catches up. */
    @Test
    @Order(5)
    void nothingIsMissingAfterPostgresWasAway() throws Exception {
        Instant before = newestComplete("KRW-BTC");
        run.pipeline.servers().postgres().stop();
        await().atMost(PATIENCE).until(() -> run.pipeline.servers().sinkRestarts() > 0);
        run.pipeline.servers().postgres().start();

        Instant after = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (String symbol : SYMBOLS) {
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> assertThat(run.rows(symbol, before, after))
                    .extracting(RunningPipeline.Row::ts)
                    .containsExactlyElementsOf(seconds(before, after)));
        }
    }

    /** What happened above shows where those look who run it. */
    @Test
    @Order(6)
    void theMetricsTellWhatHappened() throws Exception {
        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(Exposition.get(ingest() + "/readyz").body()).isEqualTo("ok\n");
            assertThat(Exposition.get(resampler() + "/readyz").body()).isEqualTo("ok\n");
            assertThat(Exposition.of(resampler()).sum("market1s_sink_tasks", "running"))
                    .isEqualTo(1);
            assertThat(Exposition.of(ingest()).sum("market1s_ingest_heartbeat_age_seconds", ""))
                    .isBetween(0.0, 5.0);
        });
        Exposition ingest = Exposition.of(ingest());
        assertThat(ingest.sum("market1s_ingest_quarantined_total", "reason=")).isEqualTo(6);
        assertThat(ingest.sum("market1s_ingest_quarantined_total", "time far ahead"))
                .isEqualTo(1);
        assertThat(ingest.sum("market1s_ingest_reconnects_total", "")).isPositive();
        assertThat(ingest.sum("market1s_ingest_frames_total", "quote=\"KRW\",type=\"trade\""))
                .isPositive();
        Exposition resampler = Exposition.of(resampler());
        assertThat(resampler.sum("market1s_resample_bars_total", "complete=\"true\""))
                .isPositive();
        assertThat(resampler.sum("market1s_resample_bars_total", "complete=\"false\""))
                .isPositive();
        assertThat(resampler.sum("market1s_sink_offsets_total", "")).isPositive();
        assertThat(resampler.sum("market1s_sink_dead_letters_total", "")).isZero();
    }

    /** A rule about a metric that nobody exposes never fires. */
    @Test
    @Order(6)
    void everyMetricThatRulesAndDashboardAskForIsExposed() throws Exception {
        Exposition dashboard = Exposition.of(
                "http://127.0.0.1:" + Ports.offsetBy(run.portOffset).dashboard());
        assertThat(MonitoringFiles.unknown(List.of(Exposition.of(ingest()), Exposition.of(resampler()), dashboard)))
                .isEmpty();
    }

    private String ingest() {
        return "http://127.0.0.1:" + Ports.offsetBy(run.portOffset).ingest();
    }

    private String resampler() {
        return "http://127.0.0.1:" + Ports.offsetBy(run.portOffset).resample();
    }

    /** "Exact" with two replicas: everything is written twice, half of it late and out of order, and counted once. */
    @Test
    @Order(6)
    void aSecondReplicaThatWritesEverythingAgainChangesNothing() throws Exception {
        Map<String, String> environment = Map.of(
                "KAFKA_BOOTSTRAP_SERVERS", run.pipeline.servers().bootstrapServers(),
                "INGEST_REPLICA", "ingest-1",
                "INGEST_SYMBOLS", String.join(",", SYMBOLS),
                "INGEST_WS_URL", run.exchange.webSocketUri().toString(),
                "INGEST_REST_URL", run.exchange.restUri().toString(),
                "INGEST_PARTITIONS", Integer.toString(Servers.PARTITIONS),
                "INGEST_REPLICATION", "1");
        Instant both;
        IngestSettings settings = IngestSettings.from(environment);
        IngestService second =
                IngestService.start(settings, Operations.start(Optional.empty()), InstantSource.system());
        try {
            await().atMost(PATIENCE).until(() -> second.status().coveredTo().isPresent());
            both = second.status().coveredTo().orElseThrow();
            StreamFaults everything = StreamFaults.NONE.withDuplicates(0.5).withReordered(0.5, Duration.ofMillis(1500));
            run.exchange.simulator().faults().disturb(everything, Duration.ofSeconds(4));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(newestComplete("KRW-BTC")).isAfter(both.plusSeconds(7)));
        } finally {
            second.close();
        }
        assertThat(second.status().counts().trades()).isPositive();
        assertThat(second.status().counts().of(Count.LOST)).isZero();
        for (String symbol : SYMBOLS) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(rows(symbol, both, both.plusSeconds(4)))
                    .hasSize(5)
                    .allSatisfy(row -> {
                        assertThat(row.complete()).isTrue();
                        assertThat((long) row.trades()).isEqualTo(made(symbol, row));
                    }));
        }
    }

    /** "Rebuildable": all that happened above, rebuilt from the raw topics, is row for row what the table says. */
    @Test
    @Order(7)
    void aVerificationBesideTheRunningPipelineFindsNoDifference() {
        CommandRun verify = command("verify");

        assertThat(verify.exitCode()).as(verify.toString()).isZero();
        assertThat(verify.output()).contains("while its run goes on", ": 0 differences");
        assertThat(compared(verify)).isGreaterThan(SYMBOLS.size() * 20L);
    }

    /** What the run may still change is left to it. */
    @Test
    @Order(7)
    void aRebuildBesideTheRunningPipelineLeavesRecentRowsAlone() {
        CommandRun rebuild = command(
                "rebuild", "--from", newestComplete("KRW-BTC").minusSeconds(5).toString());

        assertThat(rebuild.exitCode()).as(rebuild.toString()).isEqualTo(1);
        assertThat(rebuild.output()).contains("nothing to rebuild yet", "the live service");
    }

    @Test
    @Order(7)
    void aCommandIsNotTakenInByAnotherRunsPorts() {
        CommandRun verify = CommandRun.of("verify", "--data-dir=" + folder, "--port-offset=" + (run.portOffset + 1));

        assertThat(verify.exitCode()).as(verify.toString()).isEqualTo(2);
        assertThat(verify.errors()).contains("is not its Kafka", "--port-offset");
    }

    /** A check that cannot fail shows nothing. */
    @Test
    @Order(8)
    void aVerificationNamesWhatDiffers() throws Exception {
        altered = newestComplete("KRW-BTC").minusSeconds(5);
        Instant deleted = altered.minusSeconds(1);
        change("UPDATE market_1s SET trade_volume_1s = trade_volume_1s + 0.00000001"
                + " WHERE symbol = 'KRW-BTC' AND ts = '" + altered + "'");
        change("DELETE FROM market_1s WHERE symbol = 'KRW-ETH' AND ts = '" + deleted + "'");

        CommandRun verify =
                command("verify", "--from", altered.minusSeconds(10).toString(), "--to", altered.toString());

        assertThat(verify.exitCode()).isEqualTo(1);
        assertThat(verify.output())
                .contains("KRW-BTC " + altered + " trade_volume_1s: live ")
                .contains("KRW-ETH " + deleted + " row: live missing, rebuilt present")
                .contains(": 2 differences");
    }

    /** "Exact", by the exchange's own account, after all that happened above. */
    @Test
    @Order(7)
    void theExchangesOwnCandlesAgreeWithEveryCompleteSecond() {
        CommandRun candles = command("candles");

        assertThat(candles.exitCode()).as(candles.toString()).isZero();
        assertThat(candles.output())
                .contains("http://127.0.0.1:" + run.exchange.restUri().getPort());
        assertThat(compared(candles)).isGreaterThan(SYMBOLS.size() * 5L);
    }

    @Test
    @Order(8)
    void aComparisonWithCandlesNamesWhatDiffers() throws Exception {
        Instant second = rows(
                        "KRW-BTC", Instant.EPOCH, newestComplete("KRW-BTC").minusSeconds(6))
                .stream()
                .filter(row -> row.complete() && row.trades() > 0)
                .reduce((one, other) -> other)
                .orElseThrow()
                .ts();
        String where = " WHERE symbol = 'KRW-BTC' AND ts = '" + second + "'";
        change("UPDATE market_1s SET high = high + 1" + where);

        CommandRun candles = command("candles", "--symbols=KRW-BTC", "--from=" + second, "--to=" + second);

        change("UPDATE market_1s SET high = high - 1" + where);
        assertThat(candles.exitCode()).isEqualTo(1);
        assertThat(candles.output())
                .contains("KRW-BTC " + second + " high: ours ")
                .contains("Compared 1 seconds");
    }

    private void change(String sql) throws SQLException {
        PostgresServer postgres = run.pipeline.servers().postgres();
        try (Connection connection = DriverManager.getConnection(
                        postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static long compared(CommandRun command) {
        Matcher compared = Pattern.compile("Compared (\\d+) ").matcher(command.output());
        assertThat(compared.find()).as(command.toString()).isTrue();
        return Long.parseLong(compared.group(1));
    }

    private CommandRun command(String name, String... options) {
        List<String> arguments = new ArrayList<>(List.of(name));
        arguments.addAll(List.of("--data-dir=" + folder, "--port-offset=" + run.portOffset));
        arguments.addAll(List.of(options));
        return CommandRun.of(arguments.toArray(String[]::new));
    }

    @Test
    @Order(9)
    void theDisturbedRunIsReportedAsItWas() throws Exception {
        Report report = run.stop();

        assertThat(report.missing()).as("the row that was deleted").isEqualTo(1);
        assertThat(report.duplicates()).isZero();
        assertThat(report.reemitted()).isZero();
        assertThat(report.incomplete()).isPositive();
        assertThat(report.reconnects()).isPositive();
        assertThat(report.quarantined()).isEqualTo(6);
        assertThat(report.sinkRestarts()).isPositive();
        assertThat(report.tradesCounted()).isLessThanOrEqualTo(report.tradesMade());
        assertThat(report.lagMs().max()).isGreaterThan(report.lagMs().p50());
    }

    /** "Rebuildable", and what it is good for: the rows that were altered and deleted above are as they were. */
    @Test
    @Order(10)
    void aRebuildOfTheStoppedPipelineRepairsTheTable() {
        run.close();

        CommandRun broken = command("verify");
        assertThat(broken.exitCode()).as(broken.toString()).isEqualTo(1);
        assertThat(broken.output()).contains(": 2 differences");

        CommandRun rebuild =
                command("rebuild", "--from", altered.minusSeconds(5).toString());
        assertThat(rebuild.exitCode()).as(rebuild.toString()).isZero();
        assertThat(rebuild.output()).contains("Rebuilt " + altered.minusSeconds(5));

        CommandRun repaired = command("verify");
        assertThat(repaired.exitCode()).as(repaired.toString()).isZero();
        assertThat(repaired.output()).contains(": 0 differences");
    }

    private List<RunningPipeline.Row> rows(String symbol, Instant from, Instant to) {
        try {
            return run.rows(symbol, from, to);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    /** How many trades the exchange made in a row's second. */
    private long made(String symbol, RunningPipeline.Row row) {
        return run.exchange.simulator().tally().second(symbol, row.ts()).count();
    }

    private Instant newestComplete(String symbol) {
        Instant now = Instant.now();
        return rows(symbol, now.minusSeconds(120), now).stream()
                .filter(RunningPipeline.Row::complete)
                .map(RunningPipeline.Row::ts)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private List<ConsumerRecord<String, byte[]>> quarantined() {
        Map<String, Object> config =
                Map.of("bootstrap.servers", run.pipeline.servers().bootstrapServers());
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            Set<TopicPartition> partitions = new HashSet<>();
            for (int partition = 0; partition < Servers.PARTITIONS; partition++) {
                partitions.add(new TopicPartition(Topics.QUARANTINE, partition));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
            return records;
        }
    }

    private static List<Instant> seconds(Instant from, Instant to) {
        List<Instant> seconds = new ArrayList<>();
        for (Instant second = from; !second.isAfter(to); second = second.plusSeconds(1)) {
            seconds.add(second);
        }
        return seconds;
    }
}

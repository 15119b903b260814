package io.market1s.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.market1s.data.Evidence;
import io.market1s.data.Heartbeat;
import io.market1s.data.MarketEvent;
import io.market1s.data.Trade;
import io.market1s.data.Withdrawn;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.ingest.exchange.CustomClient;
import io.market1s.ingest.kafka.HeartbeatLog;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.time.ExchangeClock;
import io.market1s.ingest.time.Timeouts;
import io.market1s.operations.TestPorts;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.UpbitSimulator;
import io.market1s.simulator.fault.StreamFaults;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 3, against an exchange that keeps its own tally and its REST limits: no trade of an outage is missing. */
class OutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final InstantSource CLOCK = InstantSource.system();

    private final UpbitParser parser = new UpbitParser();
    private final List<MockProducer<@Nullable String, byte[]>> producers = new ArrayList<>();
    private final MockLog log = new MockLog();
    private final UpbitSimulator exchange = simulator();
    private IngestService ingest = ingest();
    private Instant from = Instant.MAX;

    @BeforeEach
    void coverSomeSeconds() {
        await().atMost(PATIENCE)
                .until(() -> ingest.status().lastHeartbeats().keySet().containsAll(exchange.symbols()));
        from = CLOCK.instant();
    }

    @AfterEach
    void stop() {
        ingest.close();
        exchange.close();
    }

    @Test
    void bringsTheTradesOfTwoOutagesOfWhichTheSecondComesDuringTheFirstsBackFill() {
        exchange.faults().goOffline(Duration.ofSeconds(4));
        await().atMost(PATIENCE).until(() -> ingest.status().counts().of(Count.BACKFILLED) > 0);
        exchange.faults().refuseUpgrades(503, Duration.ofSeconds(3));
        exchange.faults().all().drop();
        await().atMost(PATIENCE).until(() -> ingest.status().counts().of(Count.RECONNECTS) >= 4);
        everyTradeIsThereUpTo(CLOCK.instant());
        assertThat(ingest.status().counts().of(Count.BACKFILL_MISSED)).isZero();
    }

    @Test
    void bringsTheTradesOfAConnectionThatHangsUntilItIsGivenUp() {
        exchange.faults().all().stall();
        Instant stalled = CLOCK.instant();
        await().atMost(PATIENCE).until(() -> ingest.status().lastHeartbeats().values().stream()
                .allMatch(second -> second.isAfter(stalled.plusSeconds(5))));
        everyTradeIsThereUpTo(CLOCK.instant());
    }

    @Test
    void bringsTheTradesOfARestart() {
        ingest.close();
        history()
                .filter(record -> record.topic().equals(Topics.HEARTBEAT))
                .forEach(record -> log.add(Instant.ofEpochMilli(record.timestamp()), record.value()));
        Instant closed = CLOCK.instant();
        await().atMost(PATIENCE)
                .until(() -> made(CLOCK.instant()).size() > made(closed).size() + 10);
        ingest = ingest();
        await().atMost(PATIENCE).until(() -> ingest.status().counts().of(Count.HEARTBEATS) > 0);
        everyTradeIsThereUpTo(CLOCK.instant());
    }

    @Test
    void losesNothingOfTheOthersWhenAMarketIsDelistedAndListedAgain() {
        String changing = "KRW-ADA";
        exchange.faults().delist(changing);
        await().atMost(PATIENCE).until(() -> !ingest.status().symbols().contains(changing));
        exchange.faults().list(changing);
        await().atMost(PATIENCE).until(() -> ingest.status().symbols().contains(changing));
        Instant listed = CLOCK.instant();
        await().atMost(PATIENCE).until(() -> ingest.status().lastHeartbeats().values().stream()
                .allMatch(second -> second.isAfter(listed.plusSeconds(10))));

        exchange.symbols().stream().filter(symbol -> !symbol.equals(changing)).forEach(symbol -> assertThat(
                        incomplete(symbol, from, listed.plusSeconds(10)))
                .as(symbol)
                .isEmpty());
        await().atMost(PATIENCE).until(() -> ingest.status().counts().openConnections() == 2);
        assertThat(ingest.status().counts().of(Count.RECONNECTS)).isZero();
    }

    @Test
    void takesItsWordBackForAMarketThatFallsSilentOnALivingConnection() {
        exchange.faults().all().silence(exchange.symbols().get(0), EnumSet.allOf(FrameType.class));
        noSecondIsSaidToBeWholeThatIsNot();
        assertThat(ingest.status().counts().of(Count.DOUBTS)).isPositive();
    }

    /** No witness tells any more what such a connection has not brought. */
    @Test
    void takesItsWordBackForTradesThatWereLostJustBeforeTheConnection() {
        exchange.faults().disturb(StreamFaults.NONE.withLost(0.7, 0), Duration.ofSeconds(2));
        await().atMost(PATIENCE).until(() -> exchange.faultRecord().lost(FrameType.TRADE) > 3);
        Instant lost = CLOCK.instant();
        await().atMost(PATIENCE).until(() -> ingest.status().lastHeartbeats().values().stream()
                .allMatch(second -> second.isAfter(lost.plusSeconds(2))));
        exchange.faults().all().drop();
        noSecondIsSaidToBeWholeThatIsNot();
    }

    private void noSecondIsSaidToBeWholeThatIsNot() {
        await().atMost(PATIENCE).until(() -> ingest.status().counts().of(Count.WITHDRAWN) > 0);
        Instant withdrawn = CLOCK.instant();
        everyTradeIsThereUpTo(withdrawn);
        await().atMost(PATIENCE).until(() -> ingest.status().lastHeartbeats().values().stream()
                .allMatch(second -> second.isAfter(withdrawn.plusSeconds(2))));
        await().atMost(PATIENCE).untilAsserted(() -> exchange.symbols()
                .forEach(symbol -> assertThat(unseenInWholeSeconds(symbol, withdrawn))
                        .as(symbol)
                        .isEmpty()));
    }

    /** Trades that no connection brought, of seconds that are said to be whole. */
    private List<Instant> unseenInWholeSeconds(String symbol, Instant to) {
        Set<Instant> incomplete = new HashSet<>(incomplete(symbol, from, to));
        Set<Long> live = history()
                .filter(record -> record.topic().equals(Topics.TRADE) && symbol.equals(record.key()))
                .filter(record -> TestIngest.header(record, "source").equals("ws"))
                .map(record -> ((Trade) event(record.value())).sequentialId())
                .collect(Collectors.toSet());
        return exchange.tally().newestTrades(symbol, to.minusSeconds(2), null, Integer.MAX_VALUE).stream()
                .map(MadeTrade::trade)
                .filter(trade -> !trade.time().isBefore(from.plusSeconds(1)))
                .filter(trade -> !live.contains(trade.sequentialId()))
                .map(trade -> trade.time().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1))
                .filter(second -> !incomplete.contains(second))
                .toList();
    }

    /** The seconds of which no feed has vouched for it and the one after. */
    private List<Instant> incomplete(String symbol, Instant after, Instant to) {
        Map<Instant, Set<String>> feeds = new HashMap<>();
        history()
                .filter(record -> record.topic().equals(Topics.HEARTBEAT) && symbol.equals(record.key()))
                .map(record -> evidence(record.value()))
                .filter(Heartbeat.class::isInstance)
                .map(Heartbeat.class::cast)
                .forEach(heartbeat -> feeds.computeIfAbsent(heartbeat.second(), second -> new HashSet<>())
                        .add(heartbeat.feed()));
        history()
                .filter(record -> record.topic().equals(Topics.HEARTBEAT) && symbol.equals(record.key()))
                .map(record -> evidence(record.value()))
                .filter(Withdrawn.class::isInstance)
                .map(Withdrawn.class::cast)
                .forEach(taken -> feeds.forEach((second, of) -> {
                    if (second.isAfter(taken.from()) && second.minusSeconds(1).isBefore(taken.until())) {
                        of.remove(taken.feed());
                    }
                }));
        List<Instant> incomplete = new ArrayList<>();
        for (Instant second = after.truncatedTo(ChronoUnit.SECONDS);
                second.isBefore(to.minusSeconds(1));
                second = second.plusSeconds(1)) {
            Set<String> both = new HashSet<>(feeds.getOrDefault(second, Set.of()));
            both.retainAll(feeds.getOrDefault(second.plusSeconds(1), Set.of()));
            if (both.isEmpty()) {
                incomplete.add(second);
            }
        }
        return incomplete;
    }

    private static Evidence evidence(byte[] value) {
        try {
            return EvidenceJson.read(value);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private void everyTradeIsThereUpTo(Instant to) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(received(to)).isEqualTo(made(to)));
        assertThat(made(to)).hasSizeGreaterThan(20);
        assertThat(ingest.status().counts().of(Count.BACKFILLED)).isPositive();
    }

    private Set<String> made(Instant to) {
        Set<String> made = new TreeSet<>();
        for (String symbol : exchange.symbols()) {
            exchange.tally().newestTrades(symbol, to, null, Integer.MAX_VALUE).stream()
                    .filter(trade -> !trade.trade().time().isBefore(from))
                    .forEach(trade -> made.add(symbol + " " + trade.trade().sequentialId()));
        }
        return made;
    }

    private Set<String> received(Instant to) {
        return history()
                .filter(record -> record.topic().equals(Topics.TRADE))
                .map(record -> event(record.value()))
                .filter(trade -> !trade.time().isBefore(from) && trade.time().isBefore(to))
                .map(trade -> trade.symbol() + " " + ((Trade) trade).sequentialId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Stream<ProducerRecord<@Nullable String, byte[]>> history() {
        return producers.stream().flatMap(producer -> producer.history().stream());
    }

    private MarketEvent event(byte[] value) {
        try {
            return parser.event(value);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static UpbitSimulator simulator() {
        try {
            return UpbitSimulator.start(SimulatorSettings.synthetic(5).withPort(TestPorts.take()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private IngestService ingest() {
        MockProducer<@Nullable String, byte[]> producer =
                new MockProducer<>(true, null, new StringSerializer(), new ByteArraySerializer());
        producers.add(producer);
        ExchangeClock exchangeClock = new ExchangeClock();
        IngestSettings settings = IngestSettings.from(Map.of(
                "INGEST_SYMBOLS",
                String.join(",", exchange.symbols()),
                "INGEST_WS_URL",
                exchange.webSocketUri().toString(),
                "INGEST_REST_URL",
                exchange.restUri().toString(),
                "INGEST_PING_INTERVAL",
                "2s",
                "INGEST_KEY_FRAMES",
                "2s",
                "INGEST_MARKET_LIST",
                "1s",
                "INGEST_SYMBOLS_PER_CONNECTION",
                "5"));
        return TestIngest.begin(
                settings,
                exchange.symbols(),
                new IngestService.Parts(
                        CustomClient.of(settings, CLOCK, http -> http.pingInterval(FakeExchange.PATIENCE)),
                        producer,
                        new HeartbeatLog(log::consumer),
                        new SimpleMeterRegistry(),
                        IngestService.checked(CLOCK, System::nanoTime, exchangeClock, settings),
                        exchangeClock,
                        System::nanoTime,
                        Timeouts.DEFAULT));
    }
}

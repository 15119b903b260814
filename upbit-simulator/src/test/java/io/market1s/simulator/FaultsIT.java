package io.market1s.simulator;

import static io.market1s.simulator.TestClient.PATIENCE;
import static io.market1s.simulator.TestClient.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.operations.TestPorts;
import io.market1s.simulator.fault.FaultKind;
import io.market1s.simulator.fault.FaultPlan;
import io.market1s.simulator.fault.Garbage;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.server.ProtocolSettings;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsIT {
    private static final String BOOKS = type("orderbook", "KRW-BTC");
    private static final ProtocolSettings FAST =
            ProtocolSettings.upbit().unlimited().withFirstData(Duration.ZERO, Duration.ofMillis(5));

    private static final SimulatorSettings BUSY = SimulatorSettings.synthetic(3)
            .withProtocol(FAST)
            .withMarkets(List.of(MarketSpec.of("KRW-BTC").times(4), MarketSpec.of("BTC-ETH")));

    private UpbitSimulator simulator;

    @BeforeEach
    void start() throws IOException {
        // One that comes back on its port must find it free.
        simulator = UpbitSimulator.start(BUSY.withPort(TestPorts.take()));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void dropsOneConnectionWithoutACloseFrameAndLeavesTheOther() {
        try (TestClient one = TestClient.connect(simulator).request(BOOKS);
                TestClient other = TestClient.connect(simulator).request(BOOKS)) {
            one.awaitFrames(2);
            other.awaitFrames(2);
            List<Long> numbers = simulator.faults().connections();
            simulator.faults().connection(numbers.get(0)).drop();
            one.awaitEnd();

            assertThat(numbers).containsExactly(1L, 2L);
            assertThat(one.endedWithoutCloseFrame()).isTrue();
            other.awaitFrames(other.frames.size() + 5);
            await().atMost(PATIENCE).until(() -> simulator.faults().connections(), List.of(2L)::equals);
        }
    }

    @Test
    void knowsToWhichConnectionsDataFlows() {
        try (TestClient silent = TestClient.connect(simulator);
                TestClient subscribed = TestClient.connect(simulator).request(BOOKS)) {
            subscribed.awaitFrames(1);

            assertThat(simulator.faults().subscribed()).containsExactly(2L);
            assertThat(silent.isOpen()).isTrue();
        }
    }

    @Test
    void closesCleanlyWithACode() {
        try (TestClient client = TestClient.connect(simulator)) {
            await().atMost(PATIENCE)
                    .until(() -> !simulator.faults().connections().isEmpty());
            simulator.faults().all().close(1001);
            client.awaitEnd();

            assertThat(client.closeCode).isEqualTo(1001);
        }
    }

    @Test
    void stallsWithoutClosingAndDeliversWhatWasHeldBackAfterwards() {
        try (TestClient client = TestClient.connect(simulator).request(BOOKS);
                TestClient witness = TestClient.connect(simulator).request(BOOKS)) {
            client.awaitFrames(3);
            simulator.faults().connection(1).stall();
            client.ping("held");
            await("what was under way has come, and nothing more comes")
                    .atMost(PATIENCE)
                    .until(() -> {
                        int before = client.frames.size();
                        witness.awaitFrames(witness.frames.size() + 10);
                        return client.frames.size() == before;
                    });
            assertThat(client.pongs).isEmpty();
            assertThat(client.isOpen()).isTrue();

            int held = client.frames.size();
            simulator.faults().all().resume();
            await().atMost(PATIENCE).until(() -> !client.pongs.isEmpty());
            client.awaitFrames(held + 10);
            assertThat(client.texts()).doesNotHaveDuplicates();
        }
    }

    @Test
    void resumesByItselfAfterAStallOfSomeTime() {
        try (TestClient client = TestClient.connect(simulator).request(BOOKS)) {
            client.awaitFrames(3);
            Instant stalled = Instant.now();
            simulator.faults().all().stall(Duration.ofMillis(700));
            client.ping("held");
            await().atMost(PATIENCE).until(() -> !client.pongs.isEmpty());

            assertThat(Instant.now()).isAfter(stalled.plusMillis(690));
            client.awaitFrames(client.frames.size() + 10);
        }
    }

    @Test
    void delaysEveryFrame() {
        try (TestClient client = TestClient.connect(simulator).request(BOOKS)) {
            client.awaitFrames(2);
            Duration delay = Duration.ofSeconds(2);
            simulator.faults().delay(delay);

            await("frames come when they are as old as that").atMost(PATIENCE).until(() -> {
                List<Frame.Market> markets = client.markets();
                int last = markets.size() - 1;
                Instant made = markets.get(last).event().time();
                return Duration.between(made, client.arrivals.get(last)).compareTo(delay) > 0;
            });
        }
    }

    @Test
    void duplicatesFramesWithoutCountingThemAgain() {
        simulator.faults().duplicate(1);
        try (TestClient client = TestClient.connect(simulator).request(type("trade", "KRW-BTC"))) {
            client.awaitFrames(60);
            List<String> texts = client.texts();
            Set<String> distinct = new HashSet<>(texts);

            assertThat(distinct).hasSizeLessThan(texts.size() * 3 / 4);
        }
    }

    @Test
    void reordersBooksThatOtherwiseComeInOrder() {
        try (TestClient client = TestClient.connect(simulator).request(BOOKS)) {
            client.awaitFrames(20);
            int calm = client.frames.size();
            simulator.faults().reorder(0.5, Duration.ofSeconds(1));
            client.awaitFrames(calm + 40);

            List<Instant> times = bookTimes(client);
            List<Instant> after = times.subList(calm, times.size());
            assertThat(times.subList(0, calm)).isSorted();
            assertThat(after).isNotEqualTo(after.stream().sorted().toList());
        }
    }

    @Test
    void sendsEveryKindOfGarbage() {
        try (TestClient client = TestClient.connect(simulator).request(type("trade", "BTC-ETH"))) {
            client.awaitFrames(1);
            for (Garbage garbage : Garbage.values()) {
                int before = client.frames.size();
                simulator.faults().all().send(garbage);
                await(garbage.name())
                        .atMost(PATIENCE)
                        .until(() -> client.frames.stream().skip(before).anyMatch(frame -> isUseless(garbage, frame)));
            }
            assertThat(client.frames).anyMatch(frame -> frame.length > 10_000_000);
        }
    }

    @Test
    void refusesUpgradesForAWhile() throws IOException {
        simulator.faults().refuseUpgrades(503);
        String refused = TestHttp.upgrade(simulator, "/websocket/v1");

        assertThat(refused).startsWith("HTTP/1.1 503");
        simulator.faults().refuseUpgrades(503, Duration.ofMillis(300));
        await().atMost(PATIENCE)
                .until(() -> TestHttp.upgrade(simulator, "/websocket/v1").startsWith("HTTP/1.1 101"));
    }

    @Test
    void refusesConnectionsForAWhileAndComesBackOnTheSamePort() throws Exception {
        try (TestClient client = TestClient.connect(simulator)) {
            await().atMost(PATIENCE)
                    .until(() -> !simulator.faults().connections().isEmpty());
            simulator.faults().goOffline();
            client.awaitEnd();

            assertThat(client.endedWithoutCloseFrame()).isTrue();
            assertThatThrownBy(() -> TestHttp.get(simulator, "/v1/market/all")).isInstanceOf(ConnectException.class);

            long made = simulator.tally().frames(FrameType.TRADE);
            await().atMost(PATIENCE).until(() -> simulator.tally().frames(FrameType.TRADE) > made);
            simulator.faults().comeBack();
            await().atMost(PATIENCE)
                    .ignoreExceptions()
                    .until(() -> TestHttp.get(simulator, "/v1/market/all").statusCode() == 200);
        }
    }

    @Test
    void misbehavesByPlan() throws IOException {
        // Long enough that the connection is made first.
        FaultPlan plan = new FaultPlan(5, Duration.ofSeconds(2), Set.of(FaultKind.DROP));
        try (UpbitSimulator planned = UpbitSimulator.start(BUSY.withFaultPlan(plan));
                TestClient client = TestClient.connect(planned)) {
            client.awaitEnd();

            assertThat(client.endedWithoutCloseFrame()).isTrue();
        }
    }

    private static List<Instant> bookTimes(TestClient client) {
        return client.markets().stream().map(frame -> frame.event().time()).toList();
    }

    private static boolean isUseless(Garbage kind, byte[] frame) {
        try {
            Frame parsed = new UpbitParser().frame(frame);
            return kind == Garbage.HOUR_AHEAD
                    && parsed instanceof Frame.Market market
                    && market.event().time().isAfter(Instant.now().plus(Duration.ofMinutes(59)))
                    && market.timestamp().isAfter(Instant.now().plus(Duration.ofMinutes(59)));
        } catch (MalformedException e) {
            return true;
        }
    }
}

package io.market1s.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.simulator.frame.FrameType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FaultPlanTest {
    @Test
    void strikesAtTheSameTimesInTheSameWayFromTheSameSeed() {
        assertThat(run(FaultPlan.ofAllKinds(1, Duration.ofSeconds(10))))
                .isEqualTo(run(FaultPlan.ofAllKinds(1, Duration.ofSeconds(10))))
                .isNotEqualTo(run(FaultPlan.ofAllKinds(2, Duration.ofSeconds(10))));
    }

    @Test
    void usesEveryKindInTimeAndPausesAsToldOnAverage() {
        List<String> log = run(FaultPlan.ofAllKinds(1, Duration.ofSeconds(10)));
        String all = String.join("\n", log);

        assertThat(all)
                .contains("drop", "close 1000", "stall", "resume", "send", "upgrades 503", "upgrades 101")
                .contains("stop listening", "start listening", "delay=PT0.", "StreamFaults[delay=PT0S, duplicates=0.0")
                .contains("silence KRW-BTC [TRADE, ORDERBOOK, TICKER]", "silence BTC-ETH [TRADE]", "restore")
                .contains("lostTrades=0.1", "lostBooks=0.1", "streamType=false", "ahead TICKER", "ahead ORDERBOOK")
                .contains("old ticker PT", "send TEXT", "send LIST", "RestFaults[behind=PT1", "status=404")
                .containsPattern("status=418, .*told=HEADER")
                .containsPattern("status=429, .*told=BODY");
    }

    @Test
    void usesEveryKindOnceBeforeOneComesAgain() {
        Set<FaultKind> kinds = Set.of(FaultKind.DROP, FaultKind.CLOSE, FaultKind.OFFLINE);
        List<String> struck = run(new FaultPlan(3, Duration.ofSeconds(60), kinds)).stream()
                .filter(line -> !line.endsWith("start listening"))
                .map(line -> line.substring(line.indexOf(" ms ")))
                .toList();

        assertThat(struck).hasSizeGreaterThan(40);
        for (int round = 0; round + 3 <= struck.size(); round += 3) {
            assertThat(struck.subList(round, round + 3)).doesNotHaveDuplicates();
        }
    }

    @Test
    void endsWhatItBeganWithinHalfAMinute() {
        for (FaultKind kind : FaultKind.values()) {
            Noting exchange = new Noting();
            Runnable end = new FaultPlan(1, Duration.ofSeconds(10), Set.of(kind)).start(exchange, new Faults(exchange));
            exchange.runFor(Duration.ofSeconds(60));
            end.run();
            exchange.runFor(Duration.ofSeconds(105));

            assertThat(exchange.queue).as("%s leaves nothing to be done", kind).isEmpty();
            assertThat(exchange.rest.behind()).as(kind.name()).isZero();
            Refusal refusal = exchange.rest.refusal();
            assertThat(refusal == null || refusal.isOver(Instant.EPOCH.plusSeconds(90)))
                    .as(kind.name())
                    .isTrue();
        }
    }

    @Test
    void usesOnlyTheKindsItIsTold() {
        List<String> log = run(new FaultPlan(1, Duration.ofSeconds(10), Set.of(FaultKind.DROP)));

        assertThat(log).hasSizeBetween(300, 420).allMatch(line -> line.endsWith("ms drop"));
    }

    @Test
    void needsAPauseAndAKind() {
        assertThatThrownBy(() -> new FaultPlan(1, Duration.ZERO, Set.of(FaultKind.DROP)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FaultPlan(1, Duration.ofSeconds(1), Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** An hour of faults against an exchange that only notes them. */
    private static List<String> run(FaultPlan plan) {
        Noting exchange = new Noting();
        plan.start(exchange, new Faults(exchange));
        exchange.runFor(Duration.ofHours(1));
        return exchange.log;
    }

    private static final class Noting implements FaultControls, FaultyConnection {
        final List<String> log = new ArrayList<>();
        private final PriorityQueue<Later> queue = new PriorityQueue<>();
        private long now;
        private long entered;
        private RestFaults rest = RestFaults.NONE;

        void runFor(Duration length) {
            while (!queue.isEmpty() && queue.element().millis < length.toMillis()) {
                Later next = queue.remove();
                now = next.millis;
                next.action.run();
            }
        }

        private void note(String what) {
            log.add(now + " ms " + what);
        }

        @Override
        public void run(Runnable action) {
            action.run();
        }

        @Override
        public void later(Duration delay, Runnable action) {
            queue.add(new Later(now + delay.toMillis(), entered++, action));
        }

        @Override
        public Collection<? extends FaultyConnection> connections() {
            return List.of(this);
        }

        @Override
        public void disturb(StreamFaults faults) {
            note(faults.toString());
        }

        @Override
        public StreamFaults disturbance() {
            return StreamFaults.NONE;
        }

        @Override
        public Instant now() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public List<String> listed() {
            return List.of("KRW-BTC", "KRW-ETH", "BTC-ETH");
        }

        @Override
        public void beginWithOldTicker(Duration age) {
            note("old ticker " + age);
        }

        @Override
        public void refuseUpgrades(@Nullable Refusal refusal) {
            note("upgrades " + (refusal == null ? 101 : refusal.status()));
        }

        @Override
        public void disturbRest(RestFaults faults) {
            rest = faults;
            note(faults.toString());
        }

        @Override
        public RestFaults restDisturbance() {
            return rest;
        }

        @Override
        public void pause(String symbol, boolean paused) {
            throw new AssertionError("a plan leaves the markets alone");
        }

        @Override
        public void list(String symbol, boolean listed) {
            throw new AssertionError("a plan leaves the listings alone");
        }

        @Override
        public void stopListening() {
            note("stop listening");
        }

        @Override
        public void startListening() {
            note("start listening");
        }

        @Override
        public long number() {
            return 1;
        }

        @Override
        public boolean isSubscribed() {
            return true;
        }

        @Override
        public void drop() {
            note("drop");
        }

        @Override
        public void close(int code) {
            note("close " + code);
        }

        @Override
        public void stall() {
            note("stall");
        }

        @Override
        public void resume() {
            note("resume");
        }

        @Override
        public void silence(String symbol, Set<FrameType> types) {
            note("silence " + symbol + " " + types);
        }

        @Override
        public void restore() {
            note("restore");
        }

        @Override
        public void send(StrayFrame frame) {
            note("send " + frame);
        }

        @Override
        public void sendAhead(FrameType type, String symbol, Duration ahead) {
            note("ahead " + type + " " + symbol + " " + ahead);
        }

        private record Later(long millis, long number, Runnable action) implements Comparable<Later> {
            @Override
            public int compareTo(Later other) {
                return millis != other.millis ? Long.compare(millis, other.millis) : Long.compare(number, other.number);
            }
        }
    }
}

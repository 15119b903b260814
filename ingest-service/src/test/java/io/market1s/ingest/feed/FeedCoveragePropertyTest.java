package io.market1s.ingest.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Heartbeat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** Promises 3 and 5: whatever comes in whatever order, a heartbeat says the truth, and the truth is said once. */
class FeedCoveragePropertyTest {
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<String> CODES = List.of("KRW-A", "KRW-B", "KRW-C");
    private static final List<String> ALL = List.of("KRW-A", "KRW-B", "KRW-C", "KRW-PILOT");
    private static final Duration REACH = Duration.ofMinutes(10);

    /** What happened up to a step, in the plainest form, to judge heartbeats by. */
    private static final class History {
        final FeedCoverage coverage = new FeedCoverage("f/1", CODES, Duration.ZERO, REACH);
        final Map<String, Instant> starts = new HashMap<>();
        final Set<String> begun = new HashSet<>();
        final Set<Long> open = new HashSet<>();
        /** For each whole second, the numbers handed out when the clock first reached it. */
        final Map<Instant, Set<Long>> toAwait = new HashMap<>();

        final Set<Heartbeat> said = new HashSet<>();
        final Set<Long> answered = new HashSet<>();

        @Nullable
        Instant clock;

        long next;

        void frame(String code, Instant timestamp, boolean snapshot, boolean written) {
            if (written) {
                next = coverage.handedToKafka() + 1;
                open.add(next - 1);
            }
            coverage.frame(code, snapshot ? null : timestamp);
            if (CODES.contains(code)) {
                begun.add(code);
            }
            if (!snapshot) {
                Instant before = clock;
                Instant now = before == null || timestamp.isAfter(before) ? timestamp : before;
                clock = now;
                begun.forEach(served -> starts.putIfAbsent(served, now));
                long from = before == null ? now.getEpochSecond() : before.getEpochSecond() + 1;
                for (long second = from; second <= now.getEpochSecond(); second++) {
                    toAwait.put(Instant.ofEpochSecond(second), new HashSet<>(open));
                }
            }
            check();
        }

        void answer(long number, boolean stored) {
            open.remove(number);
            answered.add(number);
            if (stored) {
                coverage.acknowledged(number);
            } else {
                coverage.failed(number);
                Instant now = clock;
                if (now != null) {
                    starts.replaceAll((code, start) -> now);
                }
            }
            check();
        }

        void check() {
            for (Heartbeat heartbeat : coverage.due(Instant.MIN)) {
                Instant second = heartbeat.second();
                assertThat(said.add(heartbeat)).as("said once: %s", heartbeat).isTrue();
                assertThat(clock).as("proven").isNotNull().isAfterOrEqualTo(second);
                assertThat(starts).containsKey(heartbeat.symbol());
                assertThat(starts.get(heartbeat.symbol())).isBefore(second.minusSeconds(1));
                assertThat(answered).as("in Kafka before %s", heartbeat).containsAll(toAwait.get(second));
            }
        }
    }

    @Property(tries = 400)
    void aHeartbeatIsAlwaysTrueAndSaidOnce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 120) int steps,
            @ForAll @DoubleRange(max = 0.1) double loss) {
        Random random = new Random(seed);
        History history = new History();
        play(random, steps, loss, history);
        answerRest(random, loss, history);
    }

    @Property(tries = 200)
    void withoutLossEveryCoveredSecondGetsItsHeartbeatInTheEnd(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 120) int steps) {
        Random random = new Random(seed);
        History history = new History();
        play(random, steps, 0, history);
        answerRest(random, 0, history);

        Set<Heartbeat> expected = new HashSet<>();
        history.starts.forEach((code, start) -> {
            for (Instant second = T0.minusSeconds(10);
                    history.clock != null && !second.isAfter(history.clock);
                    second = second.plusSeconds(1)) {
                if (start.isBefore(second.minusSeconds(1))) {
                    expected.add(new Heartbeat(code, second, "f/1"));
                }
            }
        });
        assertThat(history.said).isEqualTo(expected);
    }

    private static void play(Random random, int steps, double loss, History history) {
        long now = 0;
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(3) == 0 && !history.open.isEmpty()) {
                answerOne(random, loss, history);
            } else {
                now += random.nextInt(10) == 0 ? random.nextInt(4_000) : random.nextInt(400);
                String code = ALL.get(random.nextInt(ALL.size()));
                boolean snapshot = random.nextInt(6) == 0;
                long lag = snapshot ? random.nextInt(100_000) : random.nextInt(700);
                history.frame(code, T0.plusMillis(now - lag), snapshot, CODES.contains(code));
            }
        }
    }

    private static void answerRest(Random random, double loss, History history) {
        while (!history.open.isEmpty()) {
            answerOne(random, loss, history);
        }
    }

    private static void answerOne(Random random, double loss, History history) {
        List<Long> open = new ArrayList<>(history.open);
        Collections.sort(open);
        history.answer(open.get(random.nextInt(open.size())), random.nextDouble() >= loss);
    }
}

package io.market1s.ingest.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.ingest.exchange.ConnectPace;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {
    private static final Duration MIN = Duration.ofMillis(500);
    private static final Duration MAX = Duration.ofSeconds(30);

    @Property(tries = 200)
    void waitsBetweenTheFloorAndADoublingCeiling(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int failures) {
        Backoff backoff = new Backoff(MIN, MAX, new Random(seed));
        for (int i = 1; i <= failures; i++) {
            long ceiling = Math.min(MAX.toMillis(), MIN.toMillis() << Math.min(i, 20));
            assertThat(backoff.next()).isBetween(MIN, Duration.ofMillis(ceiling));
        }
    }

    @Property(tries = 100)
    void beginsAtTheFloorAgainAfterASuccess(@ForAll long seed) {
        Backoff backoff = new Backoff(MIN, MAX, new Random(seed));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        backoff.reset();
        assertThat(backoff.next()).isBetween(MIN, MIN.multipliedBy(2));
    }

    @Example
    void spreadsTheWaitsSoThatReplicasDoNotMarchInStep() {
        Backoff backoff = new Backoff(MIN, MAX, new Random(1));
        for (int i = 0; i < 10; i++) {
            backoff.next();
        }
        assertThat(java.util.stream.Stream.generate(backoff::next).limit(20).distinct())
                .hasSizeGreaterThan(15);
    }

    @Example
    void waitsLongestWhenToldThatWeAskTooOften() {
        assertThat(new Backoff(MIN, MAX, new Random(1)).longest()).isEqualTo(MAX);
    }

    @Example
    void spacesTheConnectsOfAllSubscriptions() {
        long[] now = {Long.MAX_VALUE - 10};
        ConnectPace pace = new ConnectPace(() -> now[0]);
        assertThat(pace.take()).isZero();
        assertThat(pace.take()).isEqualTo(Duration.ofMillis(250));
        assertThat(pace.take()).isEqualTo(Duration.ofMillis(500));
        now[0] += Duration.ofSeconds(2).toNanos();
        assertThat(pace.take()).isZero();
    }
}

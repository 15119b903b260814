package io.market1s.ingest.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Promise 5 (honest): the exchange's clock is known from many frames, whatever our own clock or a single frame says. */
class ExchangeClockTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final ExchangeClock clock = new ExchangeClock();
    private long nanos = 1_000_000_000L;
    private Instant exchange = T0;

    @Test
    void knowsNothingBeforeThreeFrames() {
        clock.frame(exchange, nanos);
        clock.frame(exchange, nanos);
        assertThat(clock.at(nanos)).isNull();
        clock.frame(exchange, nanos);
        assertThat(clock.at(nanos)).isEqualTo(exchange);
        assertThat(clock.at(nanos + 1_500_000_000L)).isEqualTo(exchange.plusMillis(1_500));
    }

    @Property(tries = 300)
    void isNotMovedByOneFrameHoweverFarOff(
            @ForAll long seed,
            @ForAll @LongRange(min = -3_600_000, max = 3_600_000) long off,
            @ForAll @IntRange(min = 2, max = 2_000) int frames) {
        Random random = new Random(seed);
        int outlier = random.nextInt(frames + 1);
        ExchangeClock estimated = new ExchangeClock();
        long now = 0;
        for (int i = 0; i <= frames; i++) {
            now += random.nextInt(200_000_000);
            Instant made = T0.plusNanos(now).minusMillis(50 + random.nextInt(100));
            estimated.frame(i == outlier ? made.plusMillis(off) : made, now);
            Instant known = estimated.at(now);
            if (known != null) {
                assertThat(known)
                        .isBetween(
                                T0.plusNanos(now).minusMillis(151),
                                T0.plusNanos(now).minusMillis(50));
            }
        }
        assertThat(estimated.at(now)).isNotNull();
    }

    @Property(tries = 10)
    void isNeverAheadWhileFewerThanOneFrameInTenIsFromTheFuture(@ForAll long seed) {
        Random random = new Random(seed);
        ExchangeClock estimated = new ExchangeClock();
        long now = 0;
        for (int i = 0; i < 3_000; i++) {
            now += 100_000_000;
            Instant made = T0.plusNanos(now).minusMillis(50 + random.nextInt(400));
            boolean forged = i > 10 && i % 11 == 0;
            estimated.frame(forged ? made.plusSeconds(random.nextInt(3_600)) : made, now);
            Instant known = estimated.at(now);
            if (known != null) {
                assertThat(known).isBeforeOrEqualTo(T0.plusNanos(now));
            }
        }
    }

    @Test
    void followsTheExchangeWithinSecondsWhenTheMonotonicClockStoodStill() {
        pass(Duration.ofMinutes(2));
        exchange = exchange.plusSeconds(90);
        pass(Duration.ofSeconds(8));
        assertThat(clock.at(nanos)).isEqualTo(exchange);
    }

    @Test
    void keepsTheEstimateOverAnOutage() {
        pass(Duration.ofMinutes(2));
        long outage = Duration.ofMinutes(10).toNanos();
        nanos += outage;
        exchange = exchange.plusNanos(outage);
        clock.frame(exchange.plusSeconds(600), nanos);
        assertThat(clock.at(nanos)).isEqualTo(exchange);
    }

    @Test
    void standsInForOurClockWhenThatIsAnHourWrongOrIsSetWhileItRuns() {
        Instant[] ours = {T0};
        InstantSource settable = () -> ours[0];
        CheckedClock checked = new CheckedClock(settable, () -> nanos, clock, Duration.ofMinutes(5));
        assertThat(checked.instant()).as("nothing better is known").isEqualTo(T0);
        assertThat(checked.ahead()).isEmpty();
        pass(Duration.ofSeconds(10));

        for (Duration off : new Duration[] {HOUR, HOUR.negated(), Duration.ofSeconds(-6), Duration.ofSeconds(301)}) {
            ours[0] = exchange.plus(off);
            assertThat(checked.instant()).as("%s", off).isEqualTo(exchange);
            assertThat(checked.ahead()).contains(off);
        }
        for (Duration off : new Duration[] {Duration.ZERO, Duration.ofSeconds(-5), Duration.ofSeconds(300)}) {
            ours[0] = exchange.plus(off);
            assertThat(checked.instant()).as("%s", off).isEqualTo(ours[0]);
        }
    }

    private void pass(Duration time) {
        for (long end = nanos + time.toNanos(); nanos < end; ) {
            nanos += 100_000_000;
            exchange = exchange.plusMillis(100);
            clock.frame(exchange, nanos);
        }
    }
}

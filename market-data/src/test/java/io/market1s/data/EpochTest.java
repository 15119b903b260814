package io.market1s.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class EpochTest {
    @Test
    void takesATimeOver1e14ForMicroseconds() {
        assertThat(Epoch.toMillis(1_693_380_000_123L)).isEqualTo(1_693_380_000_123L);
        assertThat(Epoch.toMillis(1_693_380_000_123_456L)).isEqualTo(1_693_380_000_123L);
        assertThat(Epoch.toMillis(100_000_000_000_000L)).isEqualTo(100_000_000_000_000L);
        assertThat(Epoch.toMillis(100_000_000_000_001L)).isEqualTo(100_000_000_000L);
    }

    /** 999.999 ms belong to the second that they are in: rounding would look ahead. */
    @Test
    void cutsAndDoesNotRound() {
        assertThat(Epoch.toMillis(1_693_380_000_999_999L)).isEqualTo(1_693_380_000_999L);
    }

    @Test
    void writesMicrosecondsCuttingNanoseconds() {
        assertThat(Epoch.micros(Instant.parse("2026-02-16T13:56:29.123456789Z")))
                .isEqualTo(1_771_250_189_123_456L);
        assertThat(Epoch.micros(Instant.ofEpochSecond(-1, 999_999_999))).isEqualTo(-1);
    }

    @Property
    void givesAnyMicrosecondsOfThisMillenniumAndTheLastBack(
            @ForAll @LongRange(min = -30_000_000_000_000_000L, max = 30_000_000_000_000_000L) long micros) {
        assertThat(Epoch.micros(Epoch.ofMicros(micros))).isEqualTo(micros);
    }
}

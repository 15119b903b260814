package io.market1s.ingest.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process that the exchange has blocked asks for nothing until the block is over. */
class BlockTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong();
    private final Block block = new Block(nanos::get, () -> NOW);
    private final GroupPace pace = new GroupPace(nanos::get);

    @Test
    void lastsAsLongAsTheExchangeSays() {
        block.refused(418, Optional.of(Duration.ofMinutes(10)));
        pass(Duration.ofSeconds(599));
        assertThat(block.left()).isEqualTo(Duration.ofSeconds(1));
        pass(Duration.ofSeconds(1));
        assertThat(block.left()).isZero();
    }

    @Test
    void isNotShortenedByARefusalThatSaysLess() {
        block.refused(418, Optional.of(Duration.ofMinutes(10)));
        block.refused(429, Optional.empty());
        assertThat(block.left()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void lastsLongerWithEachRefusalInARowThatDoesNotSay() {
        block.refused(429, Optional.empty());
        assertThat(block.left()).isEqualTo(Duration.ofSeconds(1));
        block.refused(429, Optional.empty());
        assertThat(block.left()).isEqualTo(Duration.ofSeconds(2));
        pass(Duration.ofSeconds(2));
        block.answered();
        block.refused(429, Optional.empty());
        assertThat(block.left()).isEqualTo(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource({
        "600, '', 600000",
        "1.5, '', 2000",
        "'Sun, 01 Mar 2026 12:10:00 GMT', '', 600000",
        ", Blocked. Retry after 600 seconds., 600000",
        ", try again in 5 minutes, 300000",
        ", wait 1500 ms, 1500",
        "soon, for 2 hours, 7200000"
    })
    void isReadFromTheHeaderOrFromTheMessage(String header, String body, long millis) {
        assertThat(BlockTime.of(header, body, NOW)).contains(Duration.ofMillis(millis));
    }

    @Test
    void isNotGuessedFromWordsThatTellNoTime() {
        assertThat(BlockTime.of("Sun, 01 Mar 2026 11:00:00 GMT", "{\"error\":{\"name\":418}}", NOW))
                .isEmpty();
    }

    @Test
    void neverAsksAGroupMoreThanEightTimesASecondWhateverTheExchangeSays() {
        Duration wait = Duration.ZERO;
        for (int request = 0; request <= 8; request++) {
            wait = pace.take("trades");
            pace.answered("trades", "group=crix-trades; min=600; sec=9");
        }
        assertThat(wait).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.take("ticker")).as("another group").isZero();
    }

    @Test
    void waitsForTheNextSecondWhenTheExchangeTakesNoMoreInThisOne() {
        pace.take("trades");
        pace.answered("trades", "group=crix-trades; min=600; sec=0");
        assertThat(pace.take("trades")).isEqualTo(Duration.ofSeconds(1));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}

package io.market1s.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "116539000, JAVA, 1.16539E8",
        "10000000, JAVA, 1.0E7",
        "91361, JAVA, 91361.0",
        "0.00079276, JAVA, 7.9276E-4",
        "0.0000002, JAVA, 2.0E-7",
        "0.001, JAVA, 0.001",
        "0, JAVA, 0.0",
        "0.00008428, PYTHON, 8.428e-05",
        "116539000, PYTHON, 116539000.0",
        "0.0001, PYTHON, 0.0001",
        "0, PYTHON, 0.0",
        "91370000, SHORT, 91370000",
        "0.0070459, SHORT, 0.0070459",
        "0, SHORT, 0",
        "106691000, FULL, 106691000.00000000",
        "0.00009372, FULL, 0.00009372",
    })
    void spellsAsSeenOnTheWire(String number, Spelling spelling, String expected) {
        assertThat(spelling.of(Fixed8.of(number))).isEqualTo(expected);
    }

    /** Promise 3: money is exact, however it is spelled. */
    @Test
    void neverChangesTheNumber() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            long number = random.nextLong(1L << random.nextInt(1, 60));
            for (Spelling spelling : Spelling.values()) {
                assertThat(new BigDecimal(spelling.of(number))).isEqualByComparingTo(Fixed8.decimal(number));
            }
        }
    }
}

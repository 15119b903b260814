package io.market1s.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {
    @ParameterizedTest
    @CsvSource({
        "1.16539E8, 116539000",
        "116539000.00000000, 116539000",
        "7.9276E-4, 0.00079276",
        "100, 100",
        "100.10, 100.1",
        "1E+3, 1000",
        "0.00, 0",
        "0E+7, 0",
        "-0.50, -0.5"
    })
    void writesOneQuantityInOneWay(String text, String canonical) {
        assertThat(Decimals.canonical(new BigDecimal(text))).hasToString(canonical);
    }

    /** Promise 3: equal contents have to be equal objects, or a correction would be emitted that changes nothing. */
    @Property
    void keepsTheQuantityAndMakesEqualQuantitiesEqual(
            @ForAll BigInteger digits,
            @ForAll @IntRange(min = -20, max = 20) int scale,
            @ForAll @IntRange(max = 20) int zeros) {
        BigDecimal value = new BigDecimal(digits, scale);
        BigDecimal spelledOtherwise = value.setScale(Math.max(0, scale) + zeros);

        BigDecimal canonical = Decimals.canonical(value);

        assertThat(canonical).isEqualByComparingTo(value);
        assertThat(canonical).isEqualTo(Decimals.canonical(spelledOtherwise)).isEqualTo(Decimals.canonical(canonical));
        assertThat(canonical.scale()).isNotNegative();
    }

    @Test
    void knowsTheSizeThatAPriceCanHave() {
        assertThat(Decimals.plausible(new BigDecimal("98765432109.12345678"))).isTrue();
        assertThat(Decimals.plausible(new BigDecimal("1E-40"))).isTrue();
        assertThat(Decimals.plausible(new BigDecimal("1E-41"))).isFalse();
        assertThat(Decimals.plausible(new BigDecimal("1E+41"))).isFalse();
        assertThat(Decimals.plausible(new BigDecimal("1E-2147483647"))).isFalse();
        assertThat(Decimals.plausible(new BigDecimal("1E+2147483647"))).isFalse();
        assertThat(Decimals.plausible(new BigDecimal("9".repeat(40)))).isTrue();
        assertThat(Decimals.plausible(new BigDecimal("9".repeat(41)))).isFalse();
    }
}

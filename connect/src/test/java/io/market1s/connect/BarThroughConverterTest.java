package io.market1s.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.Decimals;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Date;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 3, the last step: what the resampler writes is what the sink reads, to the last digit. */
class BarThroughConverterTest {
    private static final List<String> DECIMALS = List.of(
            "mid",
            "bid",
            "ask",
            "bid_size",
            "ask_size",
            "last_trade_price",
            "trade_volume_1s",
            "trade_value_1s",
            "buy_volume_1s",
            "open",
            "high",
            "low",
            "close");

    private final ShippedConverter converter = new ShippedConverter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.00000001",
                "98765432109.12345678",
                "1E-8",
                "1.16539E8",
                "106691000.00000000",
                "0",
                "0.1",
                "12345678901234567890.1234567890123456",
                "1E+30"
            })
    void givesEveryDecimalBackExactly(String text) {
        BigDecimal number = Decimals.canonical(new BigDecimal(text));

        Struct struct = converter.struct(Bars.all(number));

        assertThat(DECIMALS).allSatisfy(column -> assertThat(struct.get(column)).isEqualTo(number));
        assertThat(struct.get("spread")).isEqualTo(BigDecimal.ZERO);
    }

    @Property
    void givesAnyDecimalBackExactly(@ForAll("quantities") BigDecimal number) {
        Struct struct = converter.struct(Bars.all(number));

        assertThat(DECIMALS).allSatisfy(column -> assertThat(struct.get(column)).isEqualTo(number));
    }

    @Test
    void givesEverythingElseBackInTheColumnsOwnType() {
        Struct struct = converter.struct(Bars.all(BigDecimal.ONE));

        assertThat(struct.get("symbol")).isEqualTo("KRW-BTC");
        assertThat(struct.get("ts")).isEqualTo(Date.from(Bars.TS));
        assertThat(struct.get("imbalance_top5")).isEqualTo(0.0);
        assertThat(struct.get("last_trade_side")).isEqualTo("BID");
        assertThat(struct.get("trade_count_1s")).isEqualTo(3);
        assertThat(struct.get("book_count_1s")).isEqualTo(2);
        assertThat(struct.get("book_age_ms")).isEqualTo(77L);
        assertThat(struct.get("complete")).isEqualTo(true);
        assertThat(struct.get("trades_complete")).isEqualTo(true);
        assertThat(struct.get("revision")).isEqualTo(1);
        assertThat(struct.get("emitted_at")).isEqualTo(Date.from(Bars.EMITTED_AT));
    }

    @Test
    void givesWhatIsNotKnownBackAsNull() {
        Struct struct = converter.struct(Bars.EMPTY);

        assertThat(List.of("mid", "bid", "ask", "spread", "bid_size", "ask_size", "imbalance_top5"))
                .allSatisfy(column -> assertThat(struct.get(column)).isNull());
        assertThat(List.of("last_trade_price", "last_trade_side", "open", "high", "low", "close", "book_age_ms"))
                .allSatisfy(column -> assertThat(struct.get(column)).isNull());
        assertThat(struct.get("trade_volume_1s")).isEqualTo(BigDecimal.ZERO);
    }

    /** What the converter refuses goes to the dead letters. */
    @Test
    void refusesABarWithoutARequiredColumn() {
        assertThatThrownBy(() -> converter.convert("{\"symbol\":\"KRW-BTC\"}".getBytes(UTF_8)))
                .isInstanceOf(DataException.class);
    }

    @Provide
    Arbitrary<BigDecimal> quantities() {
        Arbitrary<BigInteger> digits = Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(40));
        return Combinators.combine(digits, Arbitraries.integers().between(0, 24))
                .as(BigDecimal::new)
                .map(Decimals::canonical);
    }
}

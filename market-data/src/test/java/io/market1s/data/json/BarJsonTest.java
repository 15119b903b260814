package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Decimals;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.TradeSummary;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

class BarJsonTest {
    private static final Instant TS = Instant.ofEpochMilli(1771250189000L);
    private static final Instant EMITTED_AT = TS.plusMillis(512);

    @Test
    void writesEveryColumnInTheOrderOfTheTable() throws IOException {
        Quote quote = new Quote(
                TS.minusMillis(77),
                new BigDecimal("116538000"),
                new BigDecimal("0.06612366"),
                new BigDecimal("116539000"),
                new BigDecimal("0.02054761"),
                new BigDecimal("3"),
                new BigDecimal("1"));
        TradeSummary trades = new TradeSummary(
                3,
                new BigDecimal("0.00000003"),
                new BigDecimal("98765432109.12345678"),
                new BigDecimal("0.00000001"),
                new TradeSummary.Ohlc(
                        new BigDecimal("10"), new BigDecimal("30"), new BigDecimal("5"), new BigDecimal("20")));
        BarContent content =
                new BarContent("KRW-BTC", TS, quote, new BigDecimal("116538500.5"), Side.ASK, trades, 2, true, true);

        assertThat(text(new Bar(content, 1, EMITTED_AT)))
                .isEqualTo(GoldenLines.of("bar.jsonl").get(0));
    }

    @Test
    void writesWhatIsNotKnownAsNull() throws IOException {
        BarContent content = new BarContent("KRW-BTC", TS, null, null, null, TradeSummary.NONE, 0, false, true);

        assertThat(text(new Bar(content, 0, EMITTED_AT)))
                .isEqualTo(GoldenLines.of("bar.jsonl").get(1));
    }

    /** The sink reads a quoted decimal as garbage, and people read an exponent with difficulty. */
    @Property
    void writesAnyDecimalAsANumberInPlainNotation(
            @ForAll @BigRange(min = "0", max = "98765432109.12345678") @Scale(30) BigDecimal price) {
        BarContent content = new BarContent(
                "KRW-BTC", TS, null, Decimals.canonical(price), Side.BID, TradeSummary.NONE, 0, false, false);

        assertThat(text(new Bar(content, 0, EMITTED_AT)))
                .contains("\"last_trade_price\":" + Decimals.canonical(price).toPlainString() + ",")
                .doesNotContainPattern("[0-9][eE]");
    }

    private static String text(Bar bar) {
        return new String(BarJson.write(bar), UTF_8);
    }
}

package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Decimals;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.TradeSummary;
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
    void writesEveryColumnInTheOrderOfTheTable() {
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
                new BarContent("KRW-BTC", TS, quote, new BigDecimal("116538500.5"), Side.ASK, trades, 2, true);

        assertThat(text(new Bar(content, 1, EMITTED_AT)))
                .isEqualTo(("{'symbol':'KRW-BTC','ts':1771250189000,'mid':116538500,'bid':116538000,'ask':116539000,"
                                + "'spread':1000,'bid_size':0.06612366,'ask_size':0.02054761,'imbalance_top5':0.5,"
                                + "'last_trade_price':116538500.5,'last_trade_side':'ASK','trade_count_1s':3,"
                                + "'trade_volume_1s':0.00000003,'trade_value_1s':98765432109.12345678,"
                                + "'buy_volume_1s':0.00000001,'open':10,'high':30,'low':5,'close':20,"
                                + "'book_count_1s':2,'book_age_ms':77,'complete':true,'revision':1,"
                                + "'emitted_at':1771250189512}")
                        .replace('\'', '"'));
    }

    @Test
    void writesWhatIsNotKnownAsNull() {
        BarContent content = new BarContent("KRW-BTC", TS, null, null, null, TradeSummary.NONE, 0, false);

        assertThat(text(new Bar(content, 0, EMITTED_AT)))
                .isEqualTo(("{'symbol':'KRW-BTC','ts':1771250189000,'mid':null,'bid':null,'ask':null,'spread':null,"
                                + "'bid_size':null,'ask_size':null,'imbalance_top5':null,'last_trade_price':null,"
                                + "'last_trade_side':null,'trade_count_1s':0,'trade_volume_1s':0,'trade_value_1s':0,"
                                + "'buy_volume_1s':0,'open':null,'high':null,'low':null,'close':null,"
                                + "'book_count_1s':0,'book_age_ms':null,'complete':false,'revision':0,"
                                + "'emitted_at':1771250189512}")
                        .replace('\'', '"'));
    }

    /** The sink reads a quoted decimal as garbage, and people read an exponent with difficulty. */
    @Property
    void writesAnyDecimalAsANumberInPlainNotation(
            @ForAll @BigRange(min = "0", max = "98765432109.12345678") @Scale(30) BigDecimal price) {
        BarContent content =
                new BarContent("KRW-BTC", TS, null, Decimals.canonical(price), Side.BID, TradeSummary.NONE, 0, false);

        assertThat(text(new Bar(content, 0, EMITTED_AT)))
                .contains("\"last_trade_price\":" + Decimals.canonical(price).toPlainString() + ",")
                .doesNotContainPattern("[0-9][eE]");
    }

    private static String text(Bar bar) {
        return new String(BarJson.write(bar), UTF_8);
    }
}

package io.market1s.ingest.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SymbolSelectionTest {
    private static final Set<String> MARKETS = Set.of("KRW-BTC", "KRW-ETH", "BTC-XRP", "USDT-BTC");

    @Test
    void takesCodesAsWritten() {
        SymbolSelection selection = SymbolSelection.parse(List.of("KRW-ETH", "KRW-BTC", "KRW-ETH"));
        assertThat(selection.isExplicit()).isTrue();
        assertThat(selection.codes()).containsExactly("KRW-ETH", "KRW-BTC");
        assertThat(selection.unknown(MARKETS)).isEmpty();
    }

    @Test
    void takesAllMarketsOfAQuoteCurrencyEachOnce() {
        SymbolSelection selection = SymbolSelection.parse(List.of("KRW-ETH", "KRW", "USDT"));
        assertThat(selection.isExplicit()).isFalse();
        assertThat(selection.resolve(MARKETS)).containsExactly("KRW-ETH", "KRW-BTC", "USDT-BTC");
    }

    @Test
    void takesEverything() {
        assertThat(SymbolSelection.parse(List.of("*")).resolve(MARKETS)).containsExactlyInAnyOrderElementsOf(MARKETS);
        assertThat(SymbolSelection.parse(List.of("ALL")).resolve(MARKETS)).hasSize(4);
    }

    @Test
    void namesWhatTheExchangeDoesNotHave() {
        assertThat(SymbolSelection.parse(List.of("KRW-BTC", "KRW-DOGS", "EUR")).unknown(MARKETS))
                .containsExactly("EUR", "KRW-DOGS");
    }

    @Test
    void refusesWhatCannotBeAMarket() {
        assertThatThrownBy(() -> SymbolSelection.parse(List.of("krw-btc", "KRW-BTC", "KRW_ETH")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'krw-btc'", "'KRW_ETH'")
                .hasMessageNotContaining("'KRW-BTC'");
    }
}

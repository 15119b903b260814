package io.market1s.data;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolsTest {
    @ParameterizedTest
    @ValueSource(strings = {"KRW-BTC", "BTC-1INCH", "USDT-ETH", "KRW-A", "SGD-0"})
    void knowsACode(String code) {
        assertThat(Symbols.isValid(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "KRW",
                "KRW-",
                "-BTC",
                "krw-btc",
                "KRW-BTC.1",
                "KRW--BTC",
                "KRW-BTC-X",
                "KRW BTC",
                " KRW-BTC",
                "KRW-BTC\n",
                "KRW-비트",
                "KRW_BTC",
                "KRW-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void refusesWhatIsNone(String code) {
        assertThat(Symbols.isValid(code)).isFalse();
    }
}

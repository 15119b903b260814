package io.market1s.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IngestMainTest {
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void listsEverySettingOnRequest() {
        System.setOut(new PrintStream(printed, true, UTF_8));
        assertThat(IngestMain.run(new String[] {"--help"}, Map.of())).isZero();
        IngestSettings settings = IngestSettings.from(Map.of("INGEST_SYMBOLS", "KRW-BTC"));
        settings.effective().keySet().stream()
                .filter(name -> name.startsWith("INGEST_"))
                .forEach(name -> assertThat(printed.toString(UTF_8)).contains(name + " "));
    }

    @Test
    void exitsWithTwoAndAMessageForWrongSettings() {
        System.setErr(new PrintStream(printed, true, UTF_8));
        assertThat(IngestMain.run(new String[0], Map.of("INGEST_PARTITIONS", "x")))
                .isEqualTo(2);
        assertThat(printed.toString(UTF_8))
                .contains("INGEST_PARTITIONS", "INGEST_SYMBOLS")
                .doesNotContain("\tat ");
    }

    @Test
    void exitsWithTwoForAnUnknownArgument() {
        System.setErr(new PrintStream(printed, true, UTF_8));
        assertThat(IngestMain.run(new String[] {"--hlep"}, Map.of())).isEqualTo(2);
        assertThat(printed.toString(UTF_8)).contains("--hlep");
    }

    @Test
    void exitsWithTwoForASymbolThatTheExchangeDoesNotHave() {
        System.setErr(new PrintStream(printed, true, UTF_8));
        try (FakeExchange exchange = new FakeExchange()) {
            exchange.answersMarketsWith(200, "[{\"market\":\"KRW-BTC\"}]");
            Map<String, String> environment = Map.of(
                    "INGEST_SYMBOLS", "KRW-DOGS", "INGEST_REST_URL", exchange.restUrl(), "INGEST_HTTP_ADDRESS", "off");
            assertThat(IngestMain.run(new String[0], environment)).isEqualTo(2);
        }
        assertThat(printed.toString(UTF_8)).contains("KRW-DOGS").doesNotContain("\tat ");
    }
}

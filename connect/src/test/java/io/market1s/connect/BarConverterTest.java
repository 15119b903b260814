package io.market1s.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.json.BarJson;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A record that nobody can make a row of goes to the dead letters, and never stops the sink (promises 1 and 3). */
class BarConverterTest {
    private static final String BAR = new String(BarJson.write(Bars.all(BigDecimal.ONE)), UTF_8);

    private final ShippedConverter converter = new ShippedConverter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"symbol\":\"KRW-\\u0000\"",
                "\"symbol\":\"\"",
                "\"symbol\":null",
                "\"symbol\":7",
                "\"ts\":9223372036854775807",
                "\"ts\":253402300800000",
                "\"ts\":-1",
                "\"ts\":1e12",
                "\"ts\":\"now\"",
                "\"mid\":\"1\"",
                "\"mid\":1e999999999",
                "\"mid\":1E200000",
                "\"mid\":{}",
                "\"mid\":true",
                "\"imbalance_top5\":1e999",
                "\"trade_count_1s\":4294967296",
                "\"trade_count_1s\":0.5",
                "\"trade_count_1s\":\"3\"",
                "\"trade_count_1s\":99999999999999999999",
                "\"trade_volume_1s\":null",
                "\"book_age_ms\":99999999999999999999",
                "\"complete\":\"true\"",
                "\"trades_complete\":\"true\"",
                "\"trades_complete\":null",
                "\"emitted_at\":-9223372036854775808"
            })
    void refusesWhatTheColumnDoesNotTake(String field) {
        String name = field.substring(1, field.indexOf("\":"));
        String altered = BAR.replaceFirst("\"" + name + "\":[^,}]+", field.replace("\\", "\\\\"));
        assertThat(altered).isNotEqualTo(BAR);

        assertThatThrownBy(() -> converter.convert(altered.getBytes(UTF_8)))
                .isInstanceOf(DataException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{", "not JSON", "{\"symbol\":\"KRW-BTC\"}"})
    void refusesWhatIsNoBar(String text) {
        assertThatThrownBy(() -> converter.convert(text.getBytes(UTF_8))).isInstanceOf(DataException.class);
    }

    @Test
    void refusesMoreThanOneValueAndDoubleFields() {
        assertThatThrownBy(() -> converter.convert((BAR + BAR).getBytes(UTF_8))).isInstanceOf(DataException.class);
        assertThatThrownBy(() -> converter.convert(("{\"ts\":1," + BAR.substring(1)).getBytes(UTF_8)))
                .isInstanceOf(DataException.class);
    }

    @Test
    void refusesDepthWithoutEnd() {
        assertThatThrownBy(() -> converter.convert(("{\"mid\":" + "[".repeat(100_000)).getBytes(UTF_8)))
                .isInstanceOf(DataException.class);
        assertThatThrownBy(() -> converter.convert(("{\"new\":" + "[".repeat(100_000)).getBytes(UTF_8)))
                .isInstanceOf(DataException.class);
    }

    /** A resampler that is newer than the sink goes on. */
    @Test
    void passesOverAFieldThatIsNotInTheSchema() {
        String newer = "{\"new\":{\"a\":[1]}," + BAR.substring(1);

        assertThat(converter.convert(newer.getBytes(UTF_8)).value())
                .isEqualTo(converter.convert(BAR.getBytes(UTF_8)).value());
    }

    /** Bars of before stay in the topic, and come again with {@code sink --again}. */
    @Test
    void completesABarOfBeforeThatDoesNotSayWhetherItsTradesAreComplete() throws IOException {
        List<Boolean> tradesComplete = new ArrayList<>();
        for (String bar : golden()) {
            Struct struct =
                    (Struct) converter.convert((bar + " ").getBytes(UTF_8)).value();
            struct.validate();
            assertThat(struct.get("trades_complete")).isEqualTo(struct.get("complete"));
            tradesComplete.add(struct.getBoolean("trades_complete"));
        }

        assertThat(tradesComplete).containsExactly(true, false);
    }

    @Test
    void keepsWhatABarSaysOfItsTrades() {
        String filled = BAR.replace("\"complete\":true", "\"complete\":false");

        Struct struct = (Struct) converter.convert(filled.getBytes(UTF_8)).value();

        assertThat(struct.getBoolean("complete")).isFalse();
        assertThat(struct.getBoolean("trades_complete")).isTrue();
    }

    private static List<String> golden() throws IOException {
        try (InputStream file = BarConverterTest.class.getResourceAsStream("/golden/bar-v1.jsonl")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        }
    }

    @Test
    void refusesATombstone() {
        assertThatThrownBy(() -> converter.convert(null))
                .isInstanceOf(DataException.class)
                .hasMessage("no value");
    }

    @Test
    void needsItsSchema() {
        assertThatThrownBy(() -> new BarConverter().configure(Map.of("schemas.enable", "true"), false))
                .isInstanceOf(DataException.class);
    }
}

package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.Heartbeat;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatJsonTest {
    private static final Instant SECOND = Instant.ofEpochMilli(1771250189000L);
    private static final Heartbeat HEARTBEAT = new Heartbeat("KRW-BTC", SECOND, "ingest-0/17");
    private static final String JSON =
            "{\"type\":\"heartbeat\",\"code\":\"KRW-BTC\",\"second\":1771250189000,\"feed\":\"ingest-0/17\"}";

    @Test
    void writesTheHeartbeatAsTheDesignSaysAndReadsItBack() throws MalformedException {
        assertThat(new String(HeartbeatJson.write(HEARTBEAT), UTF_8)).isEqualTo(JSON);
        assertThat(HeartbeatJson.read(JSON.getBytes(UTF_8))).isEqualTo(HEARTBEAT);
    }

    @Test
    void readsTheKeysInAnyOrderAndIgnoresNewOnes() throws MalformedException {
        String other = "{\"new\":{\"type\":[1]},\"feed\":\"ingest-0/17\",\"second\":1771250189000,\"code\":\"KRW-BTC\","
                + "\"type\":\"heartbeat\"}";

        assertThat(HeartbeatJson.read(other.getBytes(UTF_8))).isEqualTo(HEARTBEAT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"heartbeat\"; \"trade\"; unknown type",
                "\"heartbeat\"; null; unknown type",
                "\"heartbeat\"; {\"type\":\"heartbeat\"}; bad type",
                "\"heartbeat\"; 1; bad type",
                "\"KRW-BTC\"; \"krw-btc\"; bad code",
                "\"KRW-BTC\"; null; missing code",
                "\"KRW-BTC\"; [\"KRW-BTC\"]; bad code",
                "1771250189000; null; missing second",
                "1771250189000; \"1771250189000\"; bad second",
                "1771250189000; 1771250189000.0; bad second",
                "1771250189000; 1771250189001; bad second",
                "1771250189000; 0; bad second",
                "1771250189000; -1000; bad second",
                "1771250189000; 1e999999999; bad second",
                "1771250189000; 99999999999999999999000; bad second",
                "1771250189000; true; bad second",
                "\"ingest-0/17\"; \"\"; bad feed",
                "\"ingest-0/17\"; null; missing feed",
                "\"ingest-0/17\"; {}; bad feed"
            })
    void refusesAFieldThatIsNotWhatItHasToBe(String good, String bad, String reason) {
        assertThatThrownBy(() -> HeartbeatJson.read(JSON.replace(good, bad).getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class)
                .hasMessage(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "null", "{\"type\":\"heartbeat\"}"})
    void refusesWhatIsNoHeartbeat(String message) {
        assertThatThrownBy(() -> HeartbeatJson.read(message.getBytes(UTF_8))).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesMoreThanOneValueAndAFieldTwice() {
        assertThatThrownBy(() -> HeartbeatJson.read((JSON + JSON).getBytes(UTF_8)))
                .hasMessage("more than one JSON value");
        assertThatThrownBy(() -> HeartbeatJson.read(
                        JSON.replace("{", "{\"second\":1771250188000,").getBytes(UTF_8)))
                .hasMessage("twice second");
    }

    @Test
    void isAboutWholeSecondsOnly() {
        Instant broken = SECOND.plusMillis(1);

        assertThatThrownBy(() -> new Heartbeat("KRW-BTC", broken, "ingest-0/17"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

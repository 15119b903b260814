package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.Evidence;
import io.market1s.data.Filled;
import io.market1s.data.Heartbeat;
import io.market1s.data.Withdrawn;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceJsonTest {
    private static final Instant SECOND = Instant.ofEpochMilli(1771250189000L);
    private static final Heartbeat HEARTBEAT = new Heartbeat("KRW-BTC", SECOND, "ingest-0/17");
    private static final String JSON =
            "{\"type\":\"heartbeat\",\"code\":\"KRW-BTC\",\"second\":1771250189000,\"feed\":\"ingest-0/17\"}";
    private static final String WITHDRAWN =
            "{\"type\":\"withdrawn\",\"code\":\"KRW-BTC\",\"feed\":\"a/1\",\"from\":1000,\"until\":3500,\"reason\":\"x\"}";
    private static final String FILLED = "{\"type\":\"filled\",\"code\":\"KRW-BTC\",\"from\":1000,\"until\":3500}";

    /** In the order of the golden lines; a new kind of evidence gets one too. */
    private static final List<Evidence> GOLDEN = List.of(
            HEARTBEAT,
            new Withdrawn(
                    "KRW-BTC",
                    "ingest-0/17",
                    SECOND.minusMillis(750),
                    SECOND.plusSeconds(14),
                    "a ticker told a \"newer\" trade"),
            new Filled("KRW-BTC", SECOND.minusMillis(750), SECOND.plusMillis(14_999)));

    @Test
    void writesAndReadsTheGoldenRecordsOfEveryKind() throws Exception {
        List<String> lines = GoldenLines.of("evidence.jsonl");

        assertThat(GOLDEN)
                .map(evidence -> new String(EvidenceJson.write(evidence), UTF_8))
                .isEqualTo(lines);
        for (int i = 0; i < lines.size(); i++) {
            assertThat(read(lines.get(i))).isEqualTo(GOLDEN.get(i));
        }
        assertThat(GOLDEN)
                .<Class<?>>map(Evidence::getClass)
                .containsExactlyInAnyOrder(Evidence.class.getPermittedSubclasses());
    }

    @Property
    void readsBackWhateverItWrites(
            @ForAll @LongRange(min = 1, max = 1L << 45) long from,
            @ForAll @LongRange(min = 1, max = 1L << 40) long length,
            @ForAll @NotEmpty String reason)
            throws MalformedException {
        Instant start = Instant.ofEpochMilli(from);
        Instant end = start.plusMillis(length);
        for (Evidence evidence : List.of(
                new Withdrawn("KRW-BTC", "a/1", start, end, reason.replaceAll("\\p{Cs}", "?")),
                new Filled("KRW-BTC", start, end))) {
            assertThat(EvidenceJson.read(EvidenceJson.write(evidence))).isEqualTo(evidence);
        }
    }

    @Test
    void readsTheKeysInAnyOrderAndIgnoresNewOnes() throws MalformedException {
        String other = "{\"new\":{\"type\":[1]},\"feed\":\"ingest-0/17\",\"second\":1771250189000,\"code\":\"KRW-BTC\","
                + "\"type\":\"heartbeat\"}";

        assertThat(read(other)).isEqualTo(HEARTBEAT);
    }

    @Test
    void refusesAKindOfALaterVersionWithThatReason() {
        assertThatThrownBy(() -> read("{\"type\":\"audited\",\"code\":\"KRW-BTC\",\"digest\":[1,2]}"))
                .isInstanceOf(MalformedException.class)
                .hasMessage("unknown type");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"heartbeat\"; \"trade\"; unknown type",
                "\"heartbeat\"; null; missing type",
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
    void refusesAHeartbeatWhoseFieldIsNotWhatItHasToBe(String good, String bad, String reason) {
        refuses(JSON.replace(good, bad), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"KRW-BTC\"; \"krw-btc\"; bad code",
                "1000; null; missing from",
                "1000; 0; bad from",
                "1000; -1; bad from",
                "1000; 1.5; bad from",
                "1000; \"1000\"; bad from",
                "1000; 3500; bad until",
                "3500; null; missing until",
                "3500; 1000; bad until",
                "3500; 999; bad until",
                "3500; 99999999999999999999000; bad until",
                "3500; {}; bad until",
                "\"until\":3500; \"until\":3500,\"until\":3500; twice until"
            })
    void refusesARangeWhoseFieldIsNotWhatItHasToBe(String good, String bad, String reason) {
        refuses(WITHDRAWN.replace(good, bad), reason);
        refuses(FILLED.replace(good, bad), reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "\"a/1\"; \"\"; bad feed",
                "\"a/1\"; null; missing feed",
                "\"x\"; \"\"; bad reason",
                "\"x\"; null; missing reason",
                "\"x\"; 1; bad reason"
            })
    void refusesAWithdrawalWithoutFeedOrReason(String good, String bad, String reason) {
        refuses(WITHDRAWN.replace(good, bad), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "null", "{\"type\":\"heartbeat\"}", "{\"type\":\"filled\"}"})
    void refusesWhatIsNoEvidence(String message) {
        assertThatThrownBy(() -> read(message)).isInstanceOf(MalformedException.class);
    }

    @Test
    void refusesMoreThanOneValueAndAFieldTwice() {
        refuses(JSON + JSON, "more than one JSON value");
        refuses(JSON.replace("{", "{\"second\":1771250188000,"), "twice second");
    }

    @Test
    void isAboutWholeSecondsOrARangeThatIsNotEmpty() {
        Instant broken = SECOND.plusMillis(1);

        assertThatThrownBy(() -> new Heartbeat("KRW-BTC", broken, "ingest-0/17"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Withdrawn("KRW-BTC", "a/1", SECOND, SECOND, "x"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Filled("KRW-BTC", SECOND.plusNanos(1), SECOND.plusNanos(1_000_001)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void roundsTimesSoThatARowClaimsLessRatherThanMore() {
        Instant from = SECOND.plusNanos(1_500_000);
        Instant until = SECOND.plusNanos(3_500_000);

        assertThat(new Withdrawn("KRW-BTC", "a/1", from, until, "x"))
                .isEqualTo(new Withdrawn("KRW-BTC", "a/1", SECOND.plusMillis(1), SECOND.plusMillis(4), "x"));
        assertThat(new Filled("KRW-BTC", from, until))
                .isEqualTo(new Filled("KRW-BTC", SECOND.plusMillis(2), SECOND.plusMillis(3)));
    }

    private static void refuses(String message, String reason) {
        assertThatThrownBy(() -> read(message))
                .as(message)
                .isInstanceOf(MalformedException.class)
                .hasMessage(reason);
    }

    private static Evidence read(String message) throws MalformedException {
        return EvidenceJson.read(message.getBytes(UTF_8));
    }
}

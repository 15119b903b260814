package io.market1s.data.upbit;

import static io.market1s.data.upbit.Frames.trade;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be a frame is refused with a reason: it goes to the quarantine, not to a raw topic. */
class HostileInputTest {
    @Test
    void refusesNothingAndBlanks() {
        assertThat(Frames.refusal("")).isEqualTo("empty");
        assertThat(Frames.refusal("  \n")).isEqualTo("not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "\"trade\"", "null", "true", "[{\"type\":\"trade\"}]"})
    void refusesWhatIsNoObject(String message) {
        assertThat(Frames.refusal(message)).isEqualTo("not a JSON object");
    }

    @Test
    void refusesEveryPartOfAFrameThatIsNotTheWhole() {
        byte[] whole = trade().bytes();

        for (int length = 1; length < whole.length; length++) {
            assertThat(Frames.refusal(Arrays.copyOf(whole, length))).isEqualTo("not whole JSON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "1", "\"\"", "null"})
    void refusesASecondValueBehindTheFirst(String more) {
        assertThat(Frames.refusal(trade().text() + more)).isEqualTo("more than one JSON value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"}", "x", ",", "\u0000", "]"})
    void refusesGarbageBehindTheFrame(String garbage) {
        assertThat(Frames.refusal(trade().text() + garbage)).isEqualTo("not whole JSON");
    }

    @Test
    void takesBlanksAroundTheFrame() {
        assertThat(Frames.refusal(" \r\n\t" + trade().text() + " \n")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "+1", "01", ".5", "5.", "0x10", "1e", "--1"})
    void refusesWhatIsNoJsonNumber(String number) {
        assertThat(trade().with("trade_price", number).refusal()).isEqualTo("not whole JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade_price", "trade_volume", "sequential_id", "timestamp"})
    void refusesANumberOfAThousandDigits(String field) {
        assertThat(trade().with(field, "9".repeat(1000)).refusal()).isIn("too large", "bad " + field);
        assertThat(trade().with(field, "0." + "1".repeat(1000)).refusal()).isIn("too large", "bad " + field);
    }

    @Test
    void refusesDeepNestingWhereverItStands() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);

        assertThat(trade().with("unknown", deep).refusal()).isEqualTo("too large");
        assertThat(Frames.refusal(deep)).isEqualTo("not a JSON object");
        assertThat(Frames.refusal("{\"a\":".repeat(100_000))).isEqualTo("too large");
    }

    @Test
    void refusesATextOfUnlimitedLength() {
        assertThat(trade().with("code", "\"" + "A".repeat(100_000) + "\"").refusal())
                .isEqualTo("too large");
    }

    /** A truncated character, a lone continuation, overlong forms, a surrogate, beyond Unicode. */
    @ParameterizedTest
    @ValueSource(
            strings = {"e2 82", "80", "ff", "c0 af", "c1 8b", "e0 80 af", "ed a0 80", "f4 90 80 80", "f8 88 80 80 80"})
    void refusesWhatIsNotUtf8EvenInAFieldThatNobodyReads(String bytes) {
        String text = new String(HexFormat.ofDelimiter(" ").parseHex(bytes), ISO_8859_1);

        assertThat(Frames.refusal(
                        trade().with("unknown", "\"" + text + "\"").text().getBytes(ISO_8859_1)))
                .isEqualTo("not UTF-8");
        assertThat(Frames.refusal(
                        trade().with("code", "\"" + text + "\"").text().getBytes(ISO_8859_1)))
                .isEqualTo("not UTF-8");
    }

    @Test
    void takesEveryCharacterInUtf8InAFieldThatNobodyReads() {
        assertThat(trade().with("unknown", "\"£ 비트코인 \uD83D\uDE80\"").refusal()).isNull();
    }

    @Test
    void refusesJsonInAnyOtherEncoding() {
        for (Charset charset : new Charset[] {UTF_16LE, UTF_16BE, Charset.forName("UTF-32BE")}) {
            assertThat(Frames.refusal(trade().text().getBytes(charset))).isNotNull();
        }
    }

    @Test
    void refusesControlCharactersInText() {
        assertThat(Frames.refusal(trade().with("unknown", "\"a\nb\"").text().getBytes(UTF_8)))
                .isEqualTo("not whole JSON");
    }
}

package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.market1s.data.Decimals;
import io.market1s.data.upbit.ParserFuzzTest;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** The cursor reads JSON as a general parser does; only faster, and within its bounds. */
class JsonCursorTest {
    private static final Words<String> WORDS = Words.of("a", "b", "trade_price");
    private static final Words<Field> NAMES = Words.of(Field.class);

    private enum Field {
        CODE,
        TRADE_PRICE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Strict, with the cursor's bounds; it cannot tell every text that is not UTF-8. */
    private static final JsonFactory GENERAL = JsonFactory.builder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(16)
                    .maxNumberLength(100)
                    .maxNameLength(1_000)
                    .build())
            .build();

    @Property(tries = 5_000)
    void takesWhatAGeneralParserTakesAndNothingElse(@ForAll("spoilt") byte[] text) {
        // The grammar permits half a character as an escape, the general parser not in a name.
        Assume.that(!new String(text, UTF_8).contains("\\ud800"));

        assertThat(isTaken(text)).as(new String(text, UTF_8)).isEqualTo(isJsonInUtf8(text));
    }

    @Property(tries = 2_000)
    void readsEveryNumberExactly(@ForAll("numbers") String number) throws MalformedException {
        BigDecimal exact = new BigDecimal(number);
        JsonCursor cursor = new JsonCursor(("[" + number + "]").getBytes(UTF_8), WORDS);
        cursor.enter("array", '[');

        assertThat(cursor.hasNextElement()).isTrue();
        if (Decimals.plausible(exact)) {
            assertThat(cursor.decimal("number")).isEqualTo(Decimals.canonical(exact));
            assertThat(cursor.hasNextElement()).isFalse();
            cursor.end();
        } else {
            assertThat(refusal(() -> cursor.decimal("number"))).isEqualTo("bad number");
        }
    }

    @Property
    void readsEveryLong(@ForAll long number) throws MalformedException {
        JsonCursor cursor = new JsonCursor(Long.toString(number).getBytes(UTF_8), WORDS);

        assertThat(cursor.integer("number")).isEqualTo(number);
    }

    @Property
    void readsEveryText(@ForAll String text, @ForAll boolean escapeAll) throws IOException, MalformedException {
        String whole = new String(text.getBytes(UTF_8), UTF_8); // Lone surrogates have no UTF-8.
        JsonMapper mapper = JsonMapper.builder()
                .configure(JsonWriteFeature.ESCAPE_NON_ASCII, escapeAll)
                .build();

        assertThat(new JsonCursor(mapper.writeValueAsBytes(whole), WORDS).string("text"))
                .isEqualTo(whole);
    }

    @Property
    void findsAFieldHoweverItsNameIsSpelled(@ForAll @IntRange(max = 3) int escaped) throws MalformedException {
        String name = "code";
        String spelled = name.substring(0, escaped)
                + "\\u%04x".formatted((int) name.charAt(escaped))
                + name.substring(escaped + 1);
        JsonCursor cursor = new JsonCursor(("{\"x\":[],\"" + spelled + "\" :1}").getBytes(UTF_8), WORDS);
        cursor.enter("object", '{');

        assertThat(cursor.nextField(NAMES)).isEqualTo(Field.CODE);
    }

    @Provide
    Arbitrary<byte[]> spoilt() {
        return new ParserFuzzTest().spoilt();
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits =
                Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25);
        Arbitrary<String> whole = digits.map(text -> text.replaceFirst("^0+(?=.)", ""));
        Arbitrary<String> fraction = Arbitraries.oneOf(
                Arbitraries.just(""), digits.map(text -> "." + text), digits.map(text -> "." + text + "00000"));
        Arbitrary<String> exponent = Arbitraries.oneOf(
                Arbitraries.just(""), Arbitraries.integers().between(-60, 60).map(e -> "e" + e));
        return Combinators.combine(Arbitraries.of("", "-"), whole, fraction, exponent)
                .as((sign, integer, behind, power) -> sign + integer + behind + power);
    }

    private static boolean isTaken(byte[] text) {
        return refusal(() -> StrictJson.readObject(text, NAMES, WORDS, (name, value) -> value.skip())) == null;
    }

    private static boolean isJsonInUtf8(byte[] text) {
        try (JsonParser parser = GENERAL.createParser(text)) {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static @Nullable String refusal(Reading reading) {
        try {
            reading.read();
            return null;
        } catch (MalformedException e) {
            return e.reason();
        }
    }

    private interface Reading {
        void read() throws MalformedException;
    }
}

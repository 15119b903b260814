package io.market1s.ingest.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 3: what is written is what was received, to the byte. */
class JsonArrayTest {
    @Test
    void cutsEachElementOutAsItIs() throws IOException {
        String first = "{\"market\" : \"KRW-BTC\",\n  \"trade_price\":1.0E8, \"nested\":{\"a\":[1,{}]}, \"x\":\"}]\" }";
        String second = "{\"name\":\"비트코인\",\"e\":\"\\u00e9\"}";
        String third = "{}";
        assertThat(cut(" [ " + first + " ,\r\n" + second + "," + third + "]\n")).containsExactly(first, second, third);
    }

    @Test
    void cutsPastThePlaceWhereAParserWouldRefillItsBuffer() throws IOException {
        String element = "{\"market\":\"KRW-BTC\",\"note\":\"가" + "x".repeat(300) + "\"}";
        assertThat(cut("[" + (element + ",").repeat(499) + element + "]"))
                .hasSize(500)
                .containsOnly(element);
    }

    @Test
    void findsNothingInAnEmptyArray() throws IOException {
        assertThat(cut("[]")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{}", "[{},]", "[{}] {}", "[{\"a\":}]", "[[]]", "null", "[{}{}]"})
    void refusesWhatIsNotOneWholeArrayOfObjects(String json) {
        assertThatThrownBy(() -> cut(json)).isInstanceOf(IOException.class);
    }

    private static List<String> cut(String json) throws IOException {
        return JsonArray.elements(json.getBytes(UTF_8)).stream()
                .map(element -> new String(element, UTF_8))
                .toList();
    }
}

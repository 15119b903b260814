package io.market1s.data.upbit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever arrives, the readers return or throw {@link MalformedException}; nothing else may stop a stream. */
public class ParserFuzzTest {
    private static final List<String> SPLINTERS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "-",
            "1e999999999",
            "1E-999999999",
            "NaN",
            "0",
            "9223372036854775808",
            "\\ud800",
            "{\"type\":1}",
            "99999999999999999999999999999999999999999999999999",
            "\"trade\"",
            "\"KRW-BTC\"");

    private final UpbitParser parser = new UpbitParser();

    @Property(tries = 5_000)
    void onlyEverReturnsOrRefuses(@ForAll("spoilt") byte[] message) {
        assertThat(outcome(message)).isNotEmpty();
    }

    @Property(tries = 1_000)
    void onlyEverReturnsOrRefusesAnyBytes(@ForAll byte[] message) {
        assertThat(outcome(message)).isNotEmpty();
    }

    /** What a raw record says must not depend on who reads it or how often. */
    @Property(tries = 1_000)
    void saysTheSameEachTime(@ForAll("spoilt") byte[] message) {
        assertThat(outcome(message)).isEqualTo(outcome(message));
    }

    private String outcome(byte[] message) {
        return attempt(() -> parser.frame(message))
                + attempt(() -> parser.event(message))
                + attempt(() -> parser.restTrade(message))
                + attempt(() -> EvidenceJson.read(message));
    }

    private static String attempt(Reading reading) {
        try {
            return reading.read().toString();
        } catch (MalformedException e) {
            return e.reason();
        }
    }

    private interface Reading {
        Object read() throws MalformedException;
    }

    /** Bytes as the characters of ISO 8859-1, which are the same numbers. */
    @Provide
    public Arbitrary<byte[]> spoilt() {
        Arbitrary<String> whole = Arbitraries.of(
                Frames.trade().text(),
                Frames.book().text(),
                Frames.ticker().text(),
                Frames.restTrade().text(),
                "{\"error\":{\"name\":\"NO_TYPE\",\"message\":\"x\"}}",
                "{\"type\":\"heartbeat\",\"code\":\"KRW-BTC\",\"second\":1771250189000,\"feed\":\"a/1\"}",
                "{\"type\":\"withdrawn\",\"code\":\"KRW-BTC\",\"feed\":\"a/1\",\"from\":1000,\"until\":3500,"
                        + "\"reason\":\"x\"}",
                "{\"type\":\"filled\",\"code\":\"KRW-BTC\",\"from\":1000,\"until\":3500}");
        Arbitrary<String> splinter = Arbitraries.oneOf(
                Arbitraries.of(SPLINTERS),
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(3));
        Arbitrary<Spoiling> spoiling = Combinators.combine(
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(0, 12),
                        splinter)
                .as(Spoiling::new);
        return Combinators.combine(whole, spoiling.list().ofMinSize(1).ofMaxSize(4))
                .as((message, spoilings) -> {
                    String spoilt = message;
                    for (Spoiling one : spoilings) {
                        spoilt = one.applyTo(spoilt);
                    }
                    return spoilt.getBytes(ISO_8859_1);
                });
    }

    /** Puts the splinter at a relative position in place of so many characters. */
    record Spoiling(double at, int length, String splinter) {
        String applyTo(String message) {
            int from = (int) (at * message.length());
            int to = Math.min(message.length(), from + length);
            return new StringBuilder(message).replace(from, to, splinter).toString();
        }
    }
}

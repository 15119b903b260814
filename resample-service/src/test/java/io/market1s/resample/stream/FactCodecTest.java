package io.market1s.resample.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.resample.bar.Fact;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

/**
 * The format of the state outlives the process. A line of a golden file is never changed: a change of the format is a new
 * version with a file of its own, and a test that the version before is still read.
 */
class FactCodecTest {
    @Test
    void writesAndReadsTheGoldenBytes() throws IOException {
        Map<String, Entry> golden = golden("facts-v2.txt");

        assertThat(GoldenFacts.v2().keySet()).isEqualTo(golden.keySet());
        GoldenFacts.v2().forEach((name, fact) -> {
            assertThat(Entry.of(fact)).as(name).isEqualTo(golden.get(name));
            assertThat(golden.get(name).read()).as(name).isEqualTo(fact);
        });
    }

    @Test
    void readsWhatTheVersionBeforeWrote() throws IOException {
        Map<String, Entry> golden = golden("facts-v1.txt");

        assertThat(GoldenFacts.v1().keySet()).isEqualTo(golden.keySet());
        GoldenFacts.v1()
                .forEach((name, fact) ->
                        assertThat(golden.get(name).read()).as(name).isEqualTo(fact));
    }

    @Test
    void hasAGoldenLineOfEveryKind() {
        assertThat(GoldenFacts.v2().values())
                .map(fact -> fact.identity().kind())
                .contains(Fact.Kind.values());
    }

    @Test
    void refusesAKindThatItDoesNotKnow() {
        assertThatThrownBy(() -> FactCodec.read(Bytes.wrap(new byte[] {99}), new byte[0]))
                .hasRootCauseMessage("unknown kind of fact 99");
    }

    private static Map<String, Entry> golden(String file) throws IOException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (var in = FactCodecTest.class.getResourceAsStream("/golden/" + file)) {
            new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split(" "))
                    .forEach(words -> entries.put(words[0], new Entry(words[1], words[2])));
        }
        return entries;
    }

    /** A record of the store as the golden files spell it. */
    private record Entry(String key, String value) {
        static Entry of(Fact fact) {
            HexFormat hex = HexFormat.of();
            return new Entry(hex.formatHex(FactCodec.key(fact.identity()).get()), hex.formatHex(FactCodec.value(fact)));
        }

        Fact read() {
            HexFormat hex = HexFormat.of();
            return FactCodec.read(Bytes.wrap(hex.parseHex(key)), hex.parseHex(value));
        }
    }
}

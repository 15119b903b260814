package io.market1s.data.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** Records as an earlier version wrote them, one a line. They are added to, never changed: the formats outlive us. */
final class GoldenLines {
    private GoldenLines() {}

    static List<String> of(String file) throws IOException {
        try (InputStream in = GoldenLines.class.getResourceAsStream("/golden/" + file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), UTF_8)
                    .lines()
                    .toList();
        }
    }
}

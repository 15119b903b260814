package io.market1s.local.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedLinesTest {
    private static final int LINES = 2_000;

    private record Expected(long place, int number) {
        String text() {
            return place + "/" + number + "\n";
        }
    }

    /** In memory and through files: the order is the same, and lines of the same place stay as they came. */
    @ParameterizedTest
    @ValueSource(longs = {5_000, 30_000, 1 << 20})
    void sortsByPlaceAndKeepsTheOrderOfEqualOnes(long memory, @TempDir Path folder) throws IOException {
        Random random = new Random(7);
        List<Expected> expected = new ArrayList<>();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try (SortedLines lines = new SortedLines(folder, memory)) {
            for (int number = 0; number < LINES; number++) {
                Expected line = new Expected(random.nextInt(300), number);
                expected.add(line);
                lines.add(line.place(), line.text().getBytes(UTF_8));
            }
            lines.writeTo(written);
        }

        expected.sort(Comparator.comparingLong(Expected::place));
        assertThat(written.toString(UTF_8).lines())
                .containsExactlyElementsOf(
                        expected.stream().map(line -> line.text().strip()).toList());
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }
}

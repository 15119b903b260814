package io.market1s.local.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirTest {
    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it.
    Path folder;

    @Test
    void isOneRunsOwnUntilThatEnds() throws IOException {
        DataDir first = DataDir.open(folder);

        assertThatThrownBy(() -> DataDir.open(folder))
                .isInstanceOf(BadUseException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining("in use by another run");

        first.close();
        DataDir.open(folder).close();
    }

    @Test
    void saysWhenItCannotBeWritten() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> DataDir.open(file.resolve("data")))
                .isInstanceOf(BadUseException.class)
                .hasMessageContaining("cannot write to the data folder")
                .hasMessageContaining("--data-dir");
    }

    @Test
    void clearsWhatAnEarlierRunUnpackedAndKeepsTheRest() throws IOException {
        try (DataDir dataDir = DataDir.open(folder)) {
            Files.createDirectories(dataDir.temporary().resolve("native"));
            Files.createFile(dataDir.temporary().resolve("native/lib.so"));
            Files.createDirectories(dataDir.kafka());
        }
        try (DataDir dataDir = DataDir.open(folder)) {
            assertThat(dataDir.temporary()).isEmptyDirectory();
            assertThat(dataDir.kafka()).exists();
        }
    }
}

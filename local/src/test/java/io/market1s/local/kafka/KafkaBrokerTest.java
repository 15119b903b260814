package io.market1s.local.kafka;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.settings.BadUseException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** "Nothing is lost": a broker that is started again on a full disk would throw its logs away, so it does not start. */
class KafkaBrokerTest {
    private static final long MEBIBYTE = 1 << 20;

    @Test
    void doesNotStartWithoutRoomAndSaysHowMuchItNeeds(@TempDir Path folder) throws Exception {
        long needed = Files.getFileStore(folder).getTotalSpace() + MEBIBYTE;

        assertThatThrownBy(() -> KafkaBroker.requireRoom(folder, needed))
                .isInstanceOf(BadUseException.class)
                .hasMessageContainingAll(folder.toString(), "%d are needed".formatted(needed / MEBIBYTE));
    }

    @Test
    void startsWhereThereIsRoom(@TempDir Path folder) {
        assertThatCode(() -> KafkaBroker.requireRoom(folder, 1)).doesNotThrowAnyException();
    }
}

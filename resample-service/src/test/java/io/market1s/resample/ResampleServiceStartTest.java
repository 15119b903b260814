package io.market1s.resample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.operations.NewThreads;
import io.market1s.operations.Operations;
import io.market1s.resample.ResampleService.MissingTopics;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start that fails leaves nothing, whichever step it is that fails. No step but the topics needs a broker. */
class ResampleServiceStartTest {
    private static final MissingTopics NONE = (admin, layout) -> {};

    private final NewThreads threads = new NewThreads();
    private final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private Operations operations = Operations.start(Optional.empty());

    ResampleServiceStartTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void set() {
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        environment.put("KAFKA_MAX_BLOCK_MS", "500");
        environment.put("KAFKA_REQUEST_TIMEOUT_MS", "500");
        environment.put("KAFKA_DEFAULT_API_TIMEOUT_MS", "500");
        environment.put("RESAMPLE_STATE_DIR", folder.resolve("state").toString());
    }

    @AfterEach
    void leavesNoThread() throws InterruptedException {
        operations.close();
        assertThat(threads.left()).isEmpty();
    }

    @Test
    void ifKafkasAddressIsNone() {
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "no-port");

        assertThatThrownBy(() -> start(NONE)).isInstanceOf(KafkaException.class);
    }

    @Test
    void ifTheTopicsCannotBeMade() {
        assertThatThrownBy(() -> start((admin, layout) -> {
                    throw new IllegalStateException("not allowed");
                }))
                .hasMessage("not allowed");
    }

    @Test
    void ifItIsInterrupted() {
        assertThatThrownBy(() -> start((admin, layout) -> {
                    throw new InterruptedException();
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void ifItsMetersCannotBeMade() {
        // A meter of another kind under the name of one of its own.
        Counter.builder("market1s.resample.punctuation.delay").register(operations.registry());

        assertThatThrownBy(() -> start(NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ifItsStateCannotBeKept() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        environment.put("RESAMPLE_STATE_DIR", file.resolve("state").toString());

        assertThatThrownBy(() -> start(NONE)).isInstanceOf(StreamsException.class);
    }

    @Test
    void ifTheSinkCannotBeWatched() {
        environment.put("RESAMPLE_CONNECT_URL", "http://127.0.0.1:1");
        environment.put("RESAMPLE_SINK", "not an address");

        assertThatThrownBy(() -> start(NONE)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void ifItIsClosed() throws InterruptedException {
        environment.put("RESAMPLE_CONNECT_URL", "http://127.0.0.1:1");

        try (ResampleService service = start(NONE)) {
            assertThat(service).isNotNull();
            assertThat(threads.running())
                    .contains("sink-watch", "log-ends")
                    .anyMatch(name -> name.contains("StreamThread"));
        }
    }

    private ResampleService start(MissingTopics topics) throws InterruptedException {
        return ResampleService.start(ResampleSettings.from(environment), operations, InstantSource.system(), topics);
    }
}

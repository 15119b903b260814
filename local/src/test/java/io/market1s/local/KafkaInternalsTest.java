package io.market1s.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.apache.kafka.common.annotation.InterfaceAudience;
import org.junit.jupiter.api.Test;

/**
 * Kafka marks the classes that it keeps stable with {@link InterfaceAudience.Public}. Any release may change the others.
 * Those that the services and the local run use are listed here: look at them first when Kafka is upgraded.
 */
class KafkaInternalsTest {
    private static final List<String> ALLOWED = List.of(
            // Our partition of a key is that of Kafka's producers.
            "resample: org.apache.kafka.common.utils.Utils",
            // The journal is told of commits.
            "resample: org.apache.kafka.streams.state.internals.CacheFlushListener",
            "resample: org.apache.kafka.streams.state.internals.CachedStateStore",
            // The Connect worker of the image.
            "connect: org.apache.kafka.connect.cli.ConnectDistributed",
            "connect: org.apache.kafka.connect.json.JsonConverter",
            "connect: org.apache.kafka.connect.runtime.Connect",
            // The Connect worker of the local run.
            "local: org.apache.kafka.common.utils.internals.Exit",
            "local: org.apache.kafka.connect.cli.ConnectStandalone",
            "local: org.apache.kafka.connect.runtime.AbstractStatus",
            "local: org.apache.kafka.connect.runtime.Connect",
            "local: org.apache.kafka.connect.runtime.RestartRequest",
            "local: org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo",
            "local: org.apache.kafka.connect.runtime.standalone.StandaloneHerder",
            "local: org.apache.kafka.connect.util.FutureCallback",
            // The broker of the local run.
            "local: kafka.server.KafkaConfig",
            "local: kafka.server.KafkaRaftServer",
            "local: org.apache.kafka.common.utils.Time",
            "local: org.apache.kafka.metadata.storage.Formatter",
            "local: org.apache.kafka.server.common.MetadataVersion");

    @Test
    void ofKafkasInternalsOnlyTheseAreUsed() {
        List<String> used = ours().stream()
                .flatMap(ours -> ours.getDirectDependenciesFromSelf().stream())
                .filter(use -> isKafkas(use.getTargetClass()))
                .filter(use -> !outermost(use.getTargetClass()).isAnnotationPresent(InterfaceAudience.Public.class))
                .map(use -> module(use.getOriginClass()) + ": "
                        + outermost(use.getTargetClass()).getName())
                .distinct()
                .toList();

        assertThat(used).containsExactlyInAnyOrderElementsOf(ALLOWED);
    }

    private static JavaClasses ours() {
        return ArchConfiguration.withThreadLocalScope(configuration -> {
            configuration.setResolveMissingDependenciesFromClassPath(false); // They are many.
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.market1s");
        });
    }

    private static boolean isKafkas(JavaClass type) {
        return type.getBaseComponentType().getName().matches("(org\\.apache\\.)?kafka\\..*");
    }

    private static Class<?> outermost(JavaClass type) {
        Class<?> outermost = type.getBaseComponentType().reflect();
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        return outermost;
    }

    /** {@code local} of {@code io.market1s.local.kafka.KafkaBroker}. */
    private static String module(JavaClass type) {
        return type.getPackageName().split("\\.", -1)[2];
    }
}

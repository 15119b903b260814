package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.testcontainers.utility.DockerImageName;

/**
 * The images under test. Ours are built by the docker on the path, from what is here now and under tags of their own; what
 * has not changed comes from its cache. {@code -Dimages.kafka} and {@code -Dimages.postgres} name others than those of
 * docker-compose.yml.
 */
final class Images {
    private static final Path LOG = Path.of("target", "docker-build.log");
    private static final Set<String> BUILT = new HashSet<>();

    private Images() {}

    static DockerImageName kafka() {
        return ofCompose("kafka").asCompatibleSubstituteFor("apache/kafka");
    }

    static DockerImageName postgres() {
        return ofCompose("postgres").asCompatibleSubstituteFor("postgres");
    }

    /** A service's image. */
    static DockerImageName of(String target) {
        return build("market-1s/" + target + ":test", "Dockerfile", target, Map.of());
    }

    static DockerImageName connect(Sink sink) {
        String tag = "market-1s/connect:test-" + sink.name().toLowerCase(Locale.ROOT);
        return build(tag, "connect/Dockerfile", "connect", sink.buildArguments());
    }

    private static DockerImageName ofCompose(String service) {
        try {
            String pinned = ComposeFile.with("demo.env")
                    .services()
                    .get(service)
                    .path("image")
                    .asText();
            return DockerImageName.parse(System.getProperty("images." + service, pinned));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static synchronized DockerImageName build(
            String tag, String dockerfile, String target, Map<String, String> arguments) {
        if (BUILT.add(tag)) {
            List<String> command = new ArrayList<>(
                    List.of("docker", "build", "-f", dockerfile, "--target", target, "-t", tag, "--progress=plain"));
            arguments.forEach((name, value) -> command.addAll(List.of("--build-arg", name + "=" + value)));
            command.add(".");
            run(command);
        }
        return DockerImageName.parse(tag);
    }

    private static void run(List<String> command) {
        ProcessBuilder build = new ProcessBuilder(command)
                .directory(Root.FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile());
        // Engines before 23 have it, too, but not by default.
        build.environment().put("DOCKER_BUILDKIT", "1");
        try {
            Files.createDirectories(LOG.getParent());
            Process process = build.start();
            assertThat(process.waitFor(20, TimeUnit.MINUTES))
                    .as(command.toString())
                    .isTrue();
            assertThat(process.exitValue())
                    .as(command + "\n" + Files.readString(LOG))
                    .isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

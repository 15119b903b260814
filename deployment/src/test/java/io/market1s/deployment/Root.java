package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The project's folder, and the tools that look at it. */
final class Root {
    static final Path FOLDER = Path.of(System.getProperty("market1s.root"));
    private static final YAMLMapper YAML = new YAMLMapper();

    private Root() {}

    static String read(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }

    /** The documents of a YAML text. */
    static List<JsonNode> yaml(String text) throws IOException {
        return YAML.readerFor(JsonNode.class).<JsonNode>readValues(text).readAll();
    }

    /**
     * What a program prints; it must succeed. Where none of the programs is installed the test is reported as skipped,
     * but never in CI.
     */
    static String output(List<List<String>> alternatives) throws IOException, InterruptedException {
        Optional<List<String>> command = alternatives.stream()
                .filter(alternative -> isInstalled(alternative.get(0)))
                .findFirst();
        if (System.getenv("CI") == null) {
            assumeThat(command).as(noneIsInstalled(alternatives)).isPresent();
        }
        assertThat(command).as(noneIsInstalled(alternatives)).isPresent();
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            Process process = new ProcessBuilder(command.get())
                    .directory(FOLDER.toFile())
                    .redirectError(errors.toFile())
                    .start();
            String output =
                    new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
            return output;
        } finally {
            Files.delete(errors);
        }
    }

    private static String noneIsInstalled(List<List<String>> alternatives) {
        return alternatives.stream()
                .map(command -> command.get(0))
                .collect(Collectors.joining(" nor ", "this machine has no ", ""));
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}

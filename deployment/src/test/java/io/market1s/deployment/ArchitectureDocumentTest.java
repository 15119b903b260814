package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents for whoever comes next name what there is. */
class ArchitectureDocumentTest {
    /** A class in code style, with some of its package's last names or without. */
    private static final Pattern CLASS = Pattern.compile("`((?:[a-z]+/)*[A-Z][A-Za-z0-9]+)`");

    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    @Test
    void everyClassThatArchitectureNamesIsThere() throws IOException {
        Set<String> sources = sources();

        assertThat(all(CLASS, "ARCHITECTURE.md"))
                .allSatisfy(
                        name -> assertThat(sources).as(name).anyMatch(source -> source.endsWith("/" + name + ".java")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ARCHITECTURE.md", "README.md"})
    void everyModuleIsDescribed(String document) throws IOException {
        String text = Root.read(document);

        assertThat(modules()).allSatisfy(module -> assertThat(text).contains("`" + module + "/`"));
    }

    private static Set<String> sources() throws IOException {
        Set<String> sources = new HashSet<>();
        for (String module : modules()) {
            try (Stream<Path> files = Files.walk(Root.FOLDER.resolve(module).resolve("src"))) {
                files.map(Path::toString).forEach(sources::add);
            }
        }
        return sources;
    }

    private static List<String> modules() throws IOException {
        return all(MODULE, "pom.xml");
    }

    private static List<String> all(Pattern pattern, String file) throws IOException {
        List<MatchResult> found = pattern.matcher(Root.read(file)).results().toList();
        assertThat(found).isNotEmpty();
        return found.stream().map(match -> match.group(1)).distinct().toList();
    }
}

package io.market1s.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Says at the end of a build which tests ran, and which did not and why. The last module's last step. */
public final class TestSummary {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    private TestSummary() {}

    /**
     * Prints it.
     *
     * @param arguments the project's folder, and when the build began (ISO 8601)
     */
    public static void main(String[] arguments) throws IOException {
        lines(Path.of(arguments[0]), Instant.parse(arguments[1])).forEach(System.out::println);
    }

    static List<String> lines(Path root, Instant begin) throws IOException {
        List<String> tested = new ArrayList<>(List.of("", "What was tested:"));
        List<String> skipped = new ArrayList<>();
        for (String name : modules(root)) {
            TestedModule module = TestedModule.read(root, name, begin);
            tested.add("  " + module.summary());
            module.skipped().forEach(line -> skipped.add("  " + line));
        }
        tested.add(skipped.isEmpty() ? "Nothing was skipped." : "What was skipped, and why:");
        tested.addAll(skipped);
        tested.add("");
        return tested;
    }

    private static List<String> modules(Path root) throws IOException {
        return MODULE.matcher(Files.readString(root.resolve("pom.xml")))
                .results()
                .map((MatchResult module) -> module.group(1))
                .toList();
    }
}

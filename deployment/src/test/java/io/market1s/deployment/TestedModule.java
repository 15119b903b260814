package io.market1s.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What Surefire and Failsafe reported of a module.
 *
 * @param unit reports of unit tests
 * @param integration reports of integration tests
 */
record TestedModule(String name, List<TestReport> unit, List<TestReport> integration) {
    /** Reads the reports that were written at or after the begin of a build; older ones tell of another. */
    static TestedModule read(Path root, String name, Instant begin) throws IOException {
        Path target = root.resolve(name).resolve("target");
        return new TestedModule(
                name,
                reports(target.resolve("surefire-reports"), begin),
                reports(target.resolve("failsafe-reports"), begin));
    }

    /** How many tests ran, and whether any failed, in words. */
    String summary() {
        List<String> parts = new ArrayList<>();
        if (!unit.isEmpty()) {
            parts.add(count(unit, "unit tests"));
        }
        if (!integration.isEmpty()) {
            parts.add(count(integration, "integration tests"));
        }
        return name + ": " + (parts.isEmpty() ? "no tests" : String.join(", ", parts));
    }

    /** A line for each class and reason. */
    List<String> skipped() {
        List<TestReport> reports =
                Stream.concat(unit.stream(), integration.stream()).toList();
        Set<String> known = reports.stream()
                .filter(report -> !report.isEmpty())
                .map(TestReport::name)
                .collect(Collectors.toSet());
        Stream<String> silent = reports.stream()
                .map(TestReport::name)
                .filter(test -> !known.contains(test))
                .map(test -> test + ", the whole class: its report gives no reason");
        return Stream.concat(reports.stream().flatMap(report -> report.skipped().stream()), silent)
                .map(line -> name + ": " + line)
                .toList();
    }

    private static String count(List<TestReport> reports, String kind) {
        int failed = reports.stream().mapToInt(TestReport::failed).sum();
        return reports.stream().mapToInt(TestReport::ran).sum() + " " + kind
                + (failed == 0 ? "" : " (" + failed + " failed)");
    }

    private static List<TestReport> reports(Path folder, Instant begin) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml"))
                    .filter(file -> isSince(file, begin))
                    .sorted()
                    .map(TestReport::read)
                    .toList();
        }
    }

    private static boolean isSince(Path file, Instant begin) {
        try {
            return !Files.getLastModifiedTime(file).toInstant().isBefore(begin);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

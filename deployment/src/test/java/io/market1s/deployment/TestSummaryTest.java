package io.market1s.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody may take a test that did not run for one that passed. */
class TestSummaryTest {
    private static final Instant BEGIN = Instant.parse("2026-02-16T10:00:00Z");

    @TempDir
    private Path root = Path.of("");

    @BeforeEach
    void hasThreeModules() throws IOException {
        Files.writeString(root.resolve("pom.xml"), """
                <project><modules><module>core</module>
                  <module>service</module><module>last</module></modules></project>
                """);
    }

    @Test
    void countsWhatRanByModuleAndKind() throws IOException {
        write("core", "surefire-reports", "a.ATest", 5, 0, "");
        write("core", "surefire-reports", "a.BTest", 2, 0, "");
        write("core", "failsafe-reports", "a.AIT", 3, 1, "");
        write("last", "failsafe-reports", "a.BIT", 1, 0, "");

        assertThat(TestSummary.lines(root, BEGIN))
                .containsExactly(
                        "",
                        "What was tested:",
                        "  core: 7 unit tests, 3 integration tests (1 failed)",
                        "  service: no tests",
                        "  last: 1 integration tests",
                        "Nothing was skipped.",
                        "");
    }

    @Test
    void saysOfEverythingThatWasSkippedWhy() throws IOException {
        write("core", "surefire-reports", "a.ATest", 2, 0, """
                <testcase name="ran" classname="a.ATest"/>
                <testcase name="needsATool(Path)" classname="a.ATest">
                  <skipped type="org.opentest4j.TestAbortedException"><![CDATA[org.opentest4j.TestAbortedException:\s
                assumption was not met due to: [tool is not on the path: install it]\s
                Expecting actual not to be empty
                	at a.ATest.needsATool(ATest.java:1)]]></skipped></testcase>
                """);
        write("service", "failsafe-reports", "a.AIT", 2, 0, """
                <testcase name="one" classname="a.AIT"><skipped message="Assumption failed: no engine"/></testcase>
                <testcase name="two" classname="a.AIT"><skipped message="Assumption failed: no engine"/></testcase>
                """);
        write("service", "failsafe-reports", "a.BIT", 1, 0, """
                <testcase name="" classname="a.BIT"><skipped/></testcase>
                """);
        write("last", "failsafe-reports", "a.CIT", 0, 0, "");
        write("last", "failsafe-reports", "b.DIT", 0, 0, "");
        write("last", "failsafe-reports", "a.DIT", 1, 0, "");

        assertThat(TestSummary.lines(root, BEGIN))
                .containsExactly(
                        "",
                        "What was tested:",
                        "  core: 1 unit tests",
                        "  service: 0 integration tests",
                        "  last: 1 integration tests",
                        "What was skipped, and why:",
                        "  core: ATest, needsATool: tool is not on the path: install it",
                        "  service: AIT, 2 tests: no engine",
                        "  service: BIT, the whole class: no reason is given",
                        "  last: CIT, the whole class: its report gives no reason",
                        "");
    }

    @Test
    void leavesOutWhatAnEarlierBuildReported() throws IOException {
        Path old = write("core", "surefire-reports", "a.ATest", 5, 0, "");
        Files.setLastModifiedTime(old, FileTime.from(BEGIN.minusSeconds(1)));

        assertThat(TestSummary.lines(root, BEGIN)).contains("  core: no tests");
    }

    private Path write(String module, String folder, String name, int tests, int failures, String cases)
            throws IOException {
        Path reports =
                Files.createDirectories(root.resolve(module).resolve("target").resolve(folder));
        int skipped = cases.split("<skipped", -1).length - 1;
        Path file = Files.writeString(
                reports.resolve("TEST-" + name + ".xml"),
                "<testsuite name=\"%s\" tests=\"%d\" errors=\"0\" skipped=\"%d\" failures=\"%d\">%s</testsuite>"
                        .formatted(name, tests, skipped, failures, cases));
        Files.setLastModifiedTime(file, FileTime.from(BEGIN));
        return file;
    }
}

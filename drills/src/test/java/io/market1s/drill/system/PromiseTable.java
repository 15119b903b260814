package io.market1s.drill.system;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.market1s.drill.table.Rows;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The table of promises of a whole run, for people and as JSON. */
final class PromiseTable {
    private static final String LINE =
            "| %-48s | %5s | %7s | %7s | %10s | %6s | %13s | %4s | %10s | %4s | %16s | %-4s |%n";

    private final Map<String, Object> run;
    private final PrintStream out;
    private final List<Promises> lines = new ArrayList<>();

    /**
     * An empty table.
     *
     * @param run what is to be known about the run: machine, versions, settings
     */
    PromiseTable(Map<String, Object> run, PrintStream out) {
        this.run = run;
        this.out = out;
    }

    /** Prints the whole of it. */
    void print() {
        out.println(run);
        out.printf(
                LINE,
                "fault",
                "times",
                "rows",
                "missing",
                "duplicates",
                "verify",
                "trades",
                "lost",
                "incomplete",
                "ends",
                "recovery p50/max",
                "kept");
        lines.forEach(this::print);
    }

    /** Adds a line and prints it. */
    void add(Promises line) {
        lines.add(line);
        print(line);
    }

    List<Promises> lines() {
        return List.copyOf(lines);
    }

    /** Writes the run and its lines as JSON. */
    void writeTo(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper()
                .enable(SerializationFeature.INDENT_OUTPUT)
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(
                file, json.writeValueAsString(Map.of("run", run, "promises", lines)) + System.lineSeparator());
    }

    private void print(Promises line) {
        Rows rows = line.rows();
        Promises.Recoveries recovery = line.recoveryMs();
        out.printf(
                LINE,
                line.fault(),
                line.times(),
                rows == null ? "-" : rows.expected(),
                rows == null ? "-" : rows.missing(),
                rows == null ? "-" : rows.duplicates(),
                line.differences() == null ? "-" : line.differences(),
                rows == null ? "-" : rows.counted() + "/" + rows.made(),
                rows == null ? "-" : rows.lost(),
                rows == null ? "-" : rows.incomplete(),
                line.ownEnds(),
                recovery == null ? "-" : "%.1f/%.1f s".formatted(recovery.p50() / 1e3, recovery.max() / 1e3),
                line.kept() ? "yes" : "NO");
        line.broken().forEach(what -> out.println("    " + what));
        out.flush();
    }
}

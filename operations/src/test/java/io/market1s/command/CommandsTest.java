package io.market1s.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.operations.Logged;
import io.market1s.settings.BadUseException;
import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class CommandsTest {
    private static final KnownSettings KNOWN = new KnownSettings("X_");
    private static final Setting<Integer> SIZE =
            KNOWN.add(Setting.integer("SIZE", 3, 1, 9, "how large; 50 % more than ${sys:user.name} needs"));

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Command(name = "service", description = "Serves.", subcommands = Once.class)
    private static final class Service extends ServiceCommand {
        private final @Nullable RuntimeException end;

        @Option(names = "--for")
        private @Nullable Duration duration;

        @Option(names = "--from")
        private @Nullable Instant from;

        Service(Map<String, String> environment, @Nullable RuntimeException end) {
            super("service", KNOWN, environment);
            this.end = end;
        }

        @Override
        protected void live() {
            var settings = KNOWN.read(environment());
            settings.get(SIZE);
            settings.check();
            if (end != null) {
                throw end;
            }
        }
    }

    @Command(name = "once")
    private static final class Once implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("there is no table; run migrate");
        }
    }

    @Test
    void endsWithStatus0AfterARegularEnd() {
        assertThat(run(Map.of(), null)).isZero();
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void listsTheSettingsOnRequest() {
        assertThat(run(Map.of(), null, "--help")).isZero();
        assertThat(out.toString())
                .contains("Serves.", "X_SIZE", "how large; 50 % more than ${sys:user.name} needs (3)", "once");
    }

    @Test
    void listsNoSettingsOfACommandThatHasNone() {
        assertThat(run(Map.of(), null, "once", "--help")).isZero();
        assertThat(out.toString()).contains("Usage: service once").doesNotContain("X_SIZE");
    }

    @Test
    void endsWithStatus2AndWithoutATraceForAWrongSetting() {
        assertThat(run(Map.of("X_SIZE", "0", "X_SIZES", "1"), null)).isEqualTo(2);
        assertThat(err.toString())
                .contains("X_SIZE: '0' is not possible; write a whole number from 1 to 9", "did you mean X_SIZE?")
                .doesNotContain("\tat ");
    }

    @Test
    void readsDurationsAndTimesAsTheyAreWrittenEverywhere() {
        Service service = new Service(Map.of(), null);

        assertThat(Commands.line(service).execute("--for", "10s", "--from", "2026-02-16T07:00:00Z"))
                .isZero();
        assertThat(service.duration).isEqualTo(Duration.ofSeconds(10));
        assertThat(service.from).isEqualTo(Instant.parse("2026-02-16T07:00:00Z"));
    }

    @Test
    void endsWithStatus2ForBadUse() {
        for (String[] arguments : new String[][] {{"--hlep"}, {"--for", "soon"}, {"--from", "yesterday"}, {"twice"}}) {
            assertThat(run(Map.of(), null, arguments))
                    .as(List.of(arguments).toString())
                    .isEqualTo(2);
        }
        assertThat(run(Map.of(), new BadUseException("name a file"))).isEqualTo(2);
        assertThat(run(Map.of(), new InvalidSettingsException(List.of("X_SIZE: too much"))))
                .isEqualTo(2);
        assertThat(err.toString())
                .contains(
                        "--hlep",
                        "'soon' is not a duration",
                        "'yesterday' is not a time",
                        "twice",
                        "See service --help")
                .contains("name a file", "X_SIZE: too much")
                .doesNotContain("\tat ");
    }

    @Test
    void tellsTheLogWhyAServiceEnds() {
        try (Logged logged = new Logged()) {
            assertThat(run(Map.of(), new IllegalStateException("Kafka refuses")))
                    .isEqualTo(1);
            assertThat(run(Map.of(), new IndexOutOfBoundsException("a mistake of ours")))
                    .isEqualTo(1);

            assertThat(logged.messages()).containsExactly("the service ends: Kafka refuses", "the service ends");
        }
    }

    @Test
    void tellsTheUserWhyACommandFailed() {
        try (Logged logged = new Logged()) {
            assertThat(run(Map.of(), null, "once")).isEqualTo(1);

            assertThat(err.toString()).contains("service once failed: there is no table; run migrate");
            assertThat(logged.messages()).isEmpty();
        }
    }

    private int run(Map<String, String> environment, @Nullable RuntimeException end, String... arguments) {
        CommandLine line = Commands.line(new Service(environment, end));
        return line.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}

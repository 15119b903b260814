package io.market1s.resample;

import io.market1s.command.Configured;
import io.market1s.resample.verify.Verification;
import io.market1s.settings.KnownSettings;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Rebuilds into a second table, compares every row and says what differs. */
@Command(
        name = "verify",
        description = {
            "Rebuilds rows into market_1s_rebuilt and compares every content column with market_1s.",
            "Exit status 1 if any differs. Settings of the live service count here too:",
            "resample-service --help lists them."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class VerifyCommand implements Callable<Integer>, Configured {
    private static final int SHOWN = 100;

    @ParentCommand
    private ResampleMain parent;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "first row to compare (default: the earliest that the raw topics still give exactly)")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "last row to compare (default: the newest decided one)")
    private @Nullable Instant to;

    @Option(names = "--jdbc-url", paramLabel = "URL", description = "the database (default: VERIFY_JDBC_URL)")
    private @Nullable String jdbcUrl;

    @Option(names = "--user", paramLabel = "ROLE", description = "the role (default: VERIFY_USER)")
    private @Nullable String user;

    @Option(
            names = "--sink-group",
            paramLabel = "GROUP",
            defaultValue = "connect-market-1s-sink",
            description = "the sink's consumer group (default: ${DEFAULT-VALUE})")
    private String sinkGroup;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        Verification.Outcome outcome = new Verification(
                        parent.settings(),
                        database(VerifySettings.from(parent.environment())),
                        sinkGroup,
                        InstantSource.system())
                .run(from, to);
        report(outcome);
        return outcome.differences().isEmpty() ? CommandLine.ExitCode.OK : 1;
    }

    @Override
    public KnownSettings knownSettings() {
        return VerifySettings.KNOWN;
    }

    private Verification.Database database(Verification.Database known) {
        return new Verification.Database(
                jdbcUrl == null ? known.jdbcUrl() : jdbcUrl, user == null ? known.user() : user, known.password());
    }

    private void report(Verification.Outcome outcome) {
        PrintWriter out = spec.commandLine().getOut();
        List<String> differences = outcome.differences();
        differences.stream().limit(SHOWN).forEach(out::println);
        if (differences.size() > SHOWN) {
            out.printf("and %d more%n", differences.size() - SHOWN);
        }
        out.println("compared " + outcome.inWords());
    }
}

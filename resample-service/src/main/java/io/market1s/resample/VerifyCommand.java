package io.market1s.resample;

import io.market1s.resample.verify.Verification;
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
        mixinStandardHelpOptions = true,
        description = {
            "Rebuilds rows into market_1s_rebuilt and compares every content column with market_1s.",
            "Exit status 1 if any differs. The password of the role comes from VERIFY_PASSWORD."
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class VerifyCommand implements Callable<Integer> {
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

    @Option(
            names = "--jdbc-url",
            paramLabel = "URL",
            defaultValue = "${env:VERIFY_JDBC_URL:-jdbc:postgresql://127.0.0.1:5432/market}",
            description = "the database (default: VERIFY_JDBC_URL, or ${DEFAULT-VALUE})")
    private String jdbcUrl;

    @Option(
            names = "--user",
            paramLabel = "ROLE",
            defaultValue = "${env:VERIFY_USER:-market_verifier}",
            description = "default: VERIFY_USER, or market_verifier")
    private String user;

    @Option(
            names = "--sink-group",
            paramLabel = "GROUP",
            defaultValue = "connect-market-1s-sink",
            description = "the sink's consumer group (default: ${DEFAULT-VALUE})")
    private String sinkGroup;

    @Override
    public Integer call() throws InterruptedException, SQLException {
        String password = parent.environment().getOrDefault("VERIFY_PASSWORD", "");
        Verification.Outcome outcome = new Verification(
                        parent.settings(),
                        new Verification.Database(jdbcUrl, user, password),
                        sinkGroup,
                        InstantSource.system())
                .run(from, to);
        report(outcome);
        return outcome.differences().isEmpty() ? CommandLine.ExitCode.OK : 1;
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

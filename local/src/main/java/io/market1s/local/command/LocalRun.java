package io.market1s.local.command;

import io.market1s.connect.MarketSchema;
import io.market1s.local.console.Progress;
import io.market1s.local.console.StopSignal;
import io.market1s.local.console.Summary;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.LogFile;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.report.Report;
import io.market1s.local.run.Pipeline;
import io.market1s.local.run.RunExchange;
import io.market1s.local.run.Servers;
import io.market1s.settings.BadUseException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a pipeline and tells the user about it: progress, addresses, a line every ten seconds, the summary. */
final class LocalRun {
    private static final Logger LOG = LoggerFactory.getLogger(LocalRun.class);
    private static final Duration STATUS_EVERY = Duration.ofSeconds(10);

    private final RunOptions options;
    private final ExchangeSource source;
    private final InstantSource clock;
    private final StopSignal stop;
    private final Progress starting;
    private final Progress progress;

    /** Opens the exchange of a run. */
    interface ExchangeSource {
        RunExchange open(Ports ports) throws Exception;

        /** Whether the exchange needs a port of ours. */
        default boolean listens() {
            return true;
        }
    }

    LocalRun(RunOptions options, ExchangeSource source, InstantSource clock, StopSignal stop, PrintWriter out) {
        this.options = options;
        this.source = source;
        this.clock = clock;
        this.stop = stop;
        this.starting = new Progress(out, stop::isRequested);
        this.progress = new Progress(out);
    }

    /**
     * Runs to the end.
     *
     * @return the exit code: 0, or 1 if a row is missing or a trade miscounted, or the run ended by itself
     * @throws BadUseException for a user's mistake
     */
    int run() throws Exception {
        Ports ports = Ports.offsetBy(options.location.portOffset);
        try (DataDir dataDir = DataDir.open(options.location.dataDir)) {
            DataDir.unpackIn(options.location.dataDir);
            Path log = LogFile.start(dataDir.logs(), "market-1s");
            try {
                return run(dataDir, ports);
            } catch (BadUseException e) {
                throw e;
            } catch (CancellationException e) {
                progress.say("Stopped before everything was started.");
                return 1;
            } catch (Exception e) {
                LOG.error("the run failed: {}", rootCause(e), e);
                progress.say("Details are in %s", log);
                return 1;
            }
        }
    }

    private int run(DataDir dataDir, Ports ports) throws Exception {
        progress.say("Starting. All data is kept in %s", dataDir);
        long before = System.nanoTime();
        PostgresServer postgres = starting.step(
                "PostgreSQL unpacked", () -> PostgresServer.prepare(dataDir.postgres(), ports.postgres()));
        ports.requireFree(source.listens());
        try (RunExchange exchange = source.open(ports);
                Pipeline pipeline = Pipeline.start(
                        new Pipeline.Parts(dataDir, ports, Servers.plugins(), postgres), exchange, starting, clock)) {
            progress.say("Running. The start took %.1f s.", (System.nanoTime() - before) / 1e9);
            sayAddresses(pipeline, ports, exchange);
            boolean died = watch(pipeline);
            if (exchange.behave()) {
                progress.step("trades missed in faults fetched", () -> {
                    pipeline.awaitComplete();
                    return true;
                });
            }
            progress.say("Stopping");
            Report report = pipeline.stop(progress);
            new Summary(report).print(progress);
            if (options.report != null) {
                report.writeTo(options.report);
                progress.say("The report is in %s", options.report.toAbsolutePath());
            }
            return report.holds() && !died ? 0 : 1;
        }
    }

    private void sayAddresses(Pipeline pipeline, Ports ports, RunExchange exchange) {
        String reader = MarketSchema.READER_ROLE;
        progress.say("");
        progress.say("Dashboard      %s  (open it in a browser)", pipeline.dashboardUri());
        progress.say("Exchange       %s", exchange.webSocketUri());
        progress.say("Symbols        %s", String.join(" ", exchange.symbols()));
        progress.say(
                "PostgreSQL     PGPASSWORD=%s psql -h %s -p %d -U %s %s",
                reader, Ports.HOST, ports.postgres(), reader, PostgresServer.DATABASE);
        progress.say("               SELECT * FROM market_1s ORDER BY ts DESC LIMIT 8;");
        progress.say("Kafka          %s", pipeline.servers().bootstrapServers());
        progress.say(
                "Kafka Connect  curl %s/connectors/%s/status",
                pipeline.servers().connectUrl(), Servers.SINK);
        progress.say(
                "Metrics        http://%s:%d/metrics  ingest; health at /livez and /readyz",
                Ports.HOST, ports.ingest());
        progress.say("               http://%s:%d/metrics  resampler", Ports.HOST, ports.resample());
        progress.say("");
        progress.say(
                options.duration == null
                        ? "Press Ctrl-C to stop."
                        : "It stops by itself. Press Ctrl-C to stop it earlier.");
    }

    /** Returns when the run has to end; true if it has to because a service has ended. */
    private boolean watch(Pipeline pipeline) throws InterruptedException {
        var ended = pipeline.ended().whenComplete((nothing, cause) -> {
            if (cause != null) {
                progress.say("A service has ended: %s", rootCause(cause));
            }
            stop.request();
        });
        Instant end = options.duration == null ? Instant.MAX : clock.instant().plus(options.duration);
        while (true) {
            Instant now = clock.instant();
            Duration left = Duration.between(now, end.isBefore(now.plus(STATUS_EVERY)) ? end : now.plus(STATUS_EVERY));
            if (stop.await(left)) {
                return ended.isDone();
            }
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            progress.say("%s", StatusLine.of(pipeline.status(), clock.instant()));
        }
    }

    private static String rootCause(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.toString() : cause.getMessage();
    }
}

package io.market1s.local.run;

import io.market1s.dashboard.Dashboard;
import io.market1s.ingest.IngestService;
import io.market1s.ingest.IngestSettings;
import io.market1s.ingest.status.Count;
import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.local.report.ExpectedRows;
import io.market1s.local.report.LagProbe;
import io.market1s.local.report.Lags;
import io.market1s.local.report.Report;
import io.market1s.operations.Operations;
import io.market1s.operations.Resources;
import io.market1s.resample.ResampleService;
import io.market1s.resample.ResampleSettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The whole pipeline in this JVM, from an exchange to PostgreSQL. {@link #start} starts all of it. {@link #stop} ends it
 * in order and reports what it did. {@link #drain} does the same but leaves the servers running. {@link #close} ends it at
 * once. One thread starts and stops it.
 */
public final class Pipeline implements AutoCloseable {
    /** A second that ended so long before the stop was certainly covered, or certainly not. */
    private static final Duration DECIDED_AFTER = Duration.ofSeconds(2);

    /** An ingest waits up to half a minute before it tries again to connect. */
    private static final Duration CATCHING_UP = Duration.ofSeconds(45);

    private final RunExchange exchange;
    private final InstantSource clock;
    private final Resources resources = new Resources();
    private final Servers servers;
    private final Observers observers;
    private final ResampleService resample;
    private final IngestService ingest;
    private final ReportBuilder accounts;
    private final Dashboard dashboard;

    /**
     * What a pipeline is made of, besides its exchange.
     *
     * @param plugins folder of the Connect plugins
     * @param postgres prepared, not started
     */
    public record Parts(DataDir dataDir, Ports ports, Path plugins, PostgresServer postgres) {}

    /** How a running pipeline is doing; {@code lag} is the lag of the rows since the last status. */
    public record Status(LagProbe.Seen seen, Lags.Percentiles lag, int sinkRestarts) {}

    private Pipeline(Parts parts, RunExchange exchange, Progress progress, InstantSource clock) throws Exception {
        this.exchange = exchange;
        this.clock = clock;
        try {
            servers = resources.add(
                    Servers.start(parts.dataDir(), parts.ports(), parts.plugins(), parts.postgres(), progress));
            ServiceSettings settings = new ServiceSettings(servers.bootstrapServers(), parts.dataDir(), parts.ports());
            // From the start: it is the page that shows what is not there yet.
            Operations dashboardOperations = resources.add(Operations.start(Optional.empty()));
            dashboard = resources.add(progress.step(
                    "dashboard", () -> Dashboard.start(settings.dashboard(), dashboardOperations, clock)));
            ResampleSettings resampling = settings.resample();
            Operations resampleOperations = resources.add(Operations.start(resampling.http()));
            resample = resources.add(progress.step(
                    "resample-service", () -> ResampleService.start(resampling, resampleOperations, clock)));
            progress.step("resampler and sink are ready", () -> {
                Readiness.await(() -> resample.isRunning() && servers.sinkRuns());
                return true;
            });
            observers = resources.add(Observers.start(servers, exchange.symbols(), clock));
            accounts = new ReportBuilder(servers, observers, exchange);
            IngestSettings ingesting = settings.ingest(exchange);
            Operations ingestOperations = resources.add(Operations.start(ingesting.http()));
            ingest = resources.add(
                    progress.step("ingest-service", () -> IngestService.start(ingesting, ingestOperations, clock)));
        } catch (Exception e) {
            resources.close();
            throw e;
        }
    }

    /** Starts everything and returns when it runs. The caller closes the exchange. */
    public static Pipeline start(Parts parts, RunExchange exchange, Progress progress, InstantSource clock)
            throws Exception {
        return new Pipeline(parts, exchange, progress, clock);
    }

    /** What the services run on. */
    public Servers servers() {
        return servers;
    }

    /** Where the dashboard's page is. */
    public URI dashboardUri() {
        return dashboard.uri();
    }

    /** How the pipeline is doing. Call it every few seconds. */
    public Status status() {
        accounts.settle(clock.instant());
        return new Status(observers.probe().seen(), observers.probe().recentLag(), servers.sinkRestarts());
    }

    /** Sets the watcher that the lag probe calls, on its own thread, when it first sees a row. */
    public void tell(LagProbe.Watcher watcher) {
        observers.probe().tell(watcher);
    }

    /** Completes exceptionally when a service has ended by itself, with its cause. */
    public CompletableFuture<Void> ended() {
        CompletableFuture<Void> ended = new CompletableFuture<>();
        watch("ingest-watch", ingest::join, ended);
        watch("resample-watch", resample::awaitStopped, ended);
        watch("dashboard-watch", dashboard::join, ended);
        return ended;
    }

    /** Waits, for a limited time, until no row and no trade is missing: missed trades may still be fetched. */
    public void awaitComplete() throws Exception {
        Instant behaving = clock.instant().plus(DECIDED_AFTER);
        Drain.await("the table does not have every trade of the exchange", CATCHING_UP, () -> {
            Instant now = clock.instant();
            return now.isAfter(behaving)
                    && accounts.report(coverage(now), ingest.status().counts().of(Count.RECONNECTS))
                            .holds();
        });
    }

    /** Stops receiving, waits until everything received is a row, and stops the rest. */
    public Report stop(Progress progress) throws Exception {
        Report report = drain(progress);
        progress.step("servers", () -> {
            close();
            return true;
        });
        return report;
    }

    /** Stops receiving, waits until everything received is a row, and leaves Kafka and PostgreSQL running, unused. */
    public Report drain(Progress progress) throws Exception {
        Instant stop = clock.instant();
        long reconnects = progress.step("ingest-service", () -> {
            ingest.close();
            return ingest.status().counts().of(Count.RECONNECTS);
        });
        Drain drain = new Drain(servers, observers);
        progress.step("last seconds closed", () -> {
            drain.awaitBars(stop.truncatedTo(ChronoUnit.SECONDS));
            Drain.awaitCorrections(resample);
            resample.close();
            return true;
        });
        progress.step("last rows written", () -> {
            drain.awaitRows();
            servers.stopSink();
            return true;
        });
        Report report = accounts.report(coverage(stop), reconnects);
        observers.close();
        return report;
    }

    /** Stops whatever still runs, without waiting for rows. */
    @Override
    public void close() {
        resources.close();
    }

    private static void watch(String name, Waiting service, CompletableFuture<Void> ended) {
        Thread thread = new Thread(
                () -> {
                    try {
                        service.await();
                    } catch (Exception e) {
                        ended.completeExceptionally(e);
                    }
                },
                name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The wait for a service's end; throws if that end was not asked for. */
    private interface Waiting {
        void await() throws Exception;
    }

    private ExpectedRows coverage(Instant stop) {
        Map<String, Instant> uncoveredFrom = new HashMap<>();
        exchange.symbols().forEach(symbol -> {
            Instant from = exchange.firstFrame(symbol, observers.from());
            if (from != null) {
                uncoveredFrom.put(symbol, from.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
            }
        });
        return new ExpectedRows(
                observers.tail().firstCovered(),
                uncoveredFrom,
                stop.minus(DECIDED_AFTER).truncatedTo(ChronoUnit.SECONDS));
    }
}

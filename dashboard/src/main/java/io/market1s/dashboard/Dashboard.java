package io.market1s.dashboard;

import io.market1s.dashboard.live.Poller;
import io.market1s.dashboard.table.MarketReader;
import io.market1s.dashboard.web.WebServer;
import io.market1s.operations.Operations;
import io.market1s.operations.Resources;
import io.market1s.settings.InvalidSettingsException;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dashboard as a service. Runs from {@link #start} to {@link #close}, whether the database can be reached or not: if
 * not, the page says so. Thread-safe.
 */
public final class Dashboard implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Dashboard.class);

    private final DashboardSettings settings;
    private final Resources resources;
    private final WebServer server;
    private final Poller poller;
    private volatile boolean closed;

    private Dashboard(DashboardSettings settings, Resources resources, WebServer server, Poller poller) {
        this.settings = settings;
        this.resources = resources;
        this.server = server;
        this.poller = poller;
    }

    /**
     * Starts it and returns when the page can be opened.
     *
     * @param operations without an endpoint of its own: metrics and health are at the page's address
     * @throws InvalidSettingsException if it cannot listen on its address
     */
    public static Dashboard start(DashboardSettings settings, Operations operations, InstantSource clock) {
        LOG.info("starting with {}", settings);
        Resources resources = new Resources();
        try {
            WebServer server =
                    resources.add(WebServer.start(settings.http(), settings.mostViewers(), operations::answer));
            DashboardMetrics metrics = new DashboardMetrics(operations.registry(), server::viewers);
            Poller poller = resources.add(new Poller(
                    () -> MarketReader.connect(settings.jdbcUrl(), settings.user(), settings.password()),
                    server::watched,
                    (publication, took) -> {
                        metrics.polled(publication, took);
                        server.publish(publication);
                    },
                    metrics,
                    clock));
            poller.start();
            operations.watch(new DashboardHealth(poller::isAlive));
            Dashboard dashboard = new Dashboard(settings, resources, server, poller);
            LOG.info("the page is at {}", dashboard.uri());
            return dashboard;
        } catch (IOException e) {
            throw new InvalidSettingsException(List.of("DASHBOARD_HTTP_ADDRESS: cannot listen on " + settings.http()
                    + " (" + e.getMessage() + "); stop what uses the port, or set another address"));
        } catch (RuntimeException e) {
            resources.close();
            throw e;
        }
    }

    /** Where the page is, for a browser on this machine. */
    public URI uri() {
        String host = settings.http().host();
        String reachable = host.equals("0.0.0.0") || host.equals("[::]") ? "127.0.0.1" : host;
        return URI.create("http://" + reachable + ":" + server.port() + "/");
    }

    /**
     * Waits until it is closed.
     *
     * @throws IllegalStateException if it has ended by itself
     */
    public void join() throws InterruptedException {
        poller.join();
        if (!closed) {
            throw new IllegalStateException("the poller has ended");
        }
    }

    /** Ends every connection. Idempotent. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            resources.close();
        }
    }
}

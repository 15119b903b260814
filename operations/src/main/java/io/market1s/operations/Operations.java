package io.market1s.operations;

import com.sun.net.httpserver.HttpServer;
import io.market1s.settings.HttpAddress;
import io.market1s.settings.InvalidSettingsException;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How those who run a service see it: {@code /metrics} in Prometheus' text format, {@code /livez} and {@code /readyz},
 * which answer 200, or 503 with the reasons. Started before the service, so that its start can be watched, and closed
 * after it. Thread-safe.
 */
public final class Operations implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Operations.class);

    /** Enough that a scrape does not wait for a slow client. */
    private static final int THREADS = 4;

    private static final int BACKLOG = 16;

    static {
        // A client that never ends its request must not hold a thread; the JDK's default is to wait for ever.
        for (String limit : List.of("maxReqTime", "maxRspTime")) {
            String property = "sun.net.httpserver." + limit;
            System.setProperty(property, System.getProperty(property, "10"));
        }
    }

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Resources resources = new Resources();
    private final OperationsHandler handler = new OperationsHandler(registry::scrape, () -> this.health);
    private @Nullable HttpServer server;
    private volatile Health health = Health.STARTING;

    private Operations() {
        resources.add(registry::close);
        ProcessMetrics.all().forEach(this::bind);
        health("market1s.ready", "1 if the service does its task, else 0.", Health::unreadiness);
        health("market1s.live", "1 if the service can go on, else 0.", Health::death);
    }

    /**
     * Starts to answer; the service is {@link Health#STARTING} until {@link #watch}.
     *
     * @param address empty for no endpoint; the registry works all the same
     * @throws InvalidSettingsException if nothing can listen there
     */
    public static Operations start(Optional<HttpAddress> address) {
        Operations operations = new Operations();
        try {
            address.ifPresent(operations::listen);
            return operations;
        } catch (RuntimeException e) {
            operations.close();
            throw e;
        }
    }

    /** Where the service's meters belong. */
    public MeterRegistry registry() {
        return registry;
    }

    /** Lets a binder put its meters into the registry; closes it at the end, if it can be closed. */
    public void bind(MeterBinder binder) {
        binder.bindTo(registry);
        if (binder instanceof AutoCloseable closeable) {
            resources.add(closeable);
        }
    }

    /** Asks this from now on. */
    public void watch(Health service) {
        health = service;
    }

    /** What the endpoint says at a path, for a service with a server of its own; empty if it is none of these. */
    public Optional<Answer> answer(String path) {
        return handler.answer(path);
    }

    /**
     * Where it listens, with the port that it has.
     *
     * @throws IllegalStateException if it does not
     */
    public HttpAddress address() {
        if (server == null) {
            throw new IllegalStateException("there is no endpoint");
        }
        return new HttpAddress(
                server.getAddress().getAddress().getHostAddress(),
                server.getAddress().getPort());
    }

    @Override
    public void close() {
        resources.close();
    }

    private void health(String name, String description, Function<Health, List<String>> reasons) {
        Gauge.builder(name, () -> reasons.apply(health).isEmpty() ? 1 : 0)
                .description(description)
                .register(registry);
    }

    private void listen(HttpAddress address) {
        try {
            HttpServer listening = HttpServer.create(address.toSocketAddress(), BACKLOG);
            server = listening;
            ExecutorService threads = Executors.newFixedThreadPool(THREADS, task -> {
                Thread thread = new Thread(task, "operations-http");
                thread.setDaemon(true);
                return thread;
            });
            resources.add(threads::shutdownNow);
            resources.add(() -> listening.stop(0));
            listening.setExecutor(threads);
            listening.createContext("/", handler);
            listening.start();
            LOG.info("metrics and health at http://{}", address());
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSettingsException(List.of("cannot listen for HTTP on " + address + " (" + e.getMessage()
                    + "); stop what uses the port, or set another address"));
        }
    }
}

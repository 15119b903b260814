package io.market1s.local.connect;

import io.market1s.connect.MarketSchema;
import io.market1s.connect.SinkConfig;
import java.nio.file.Path;
import java.util.Map;

/**
 * The shipped sink in a Connect worker of this JVM, started again whenever it fails. Runs from {@link #start} to
 * {@link #close}. Thread-safe.
 */
public final class Sink implements AutoCloseable {
    /** The connector's name. */
    public static final String NAME = SinkConfig.NAME;

    /** Its consumer group. */
    public static final String GROUP = "connect-" + NAME;

    private static final String CONNECTOR = "io.debezium.connector.jdbc.JdbcSinkConnector";

    private final ConnectWorker worker;
    private final SinkSupervisor supervisor;

    private Sink(ConnectWorker worker) {
        this.worker = worker;
        this.supervisor = new SinkSupervisor(worker, NAME);
    }

    /**
     * Starts the worker and gives it the sink.
     *
     * @param folder of the worker
     * @param plugins folder with one folder for each connector plugin
     * @param port of the worker's REST interface
     */
    public static Sink start(Path folder, Path plugins, int port, String bootstrapServers, String jdbcUrl)
            throws Exception {
        ConnectWorker worker = ConnectWorker.start(folder, plugins, port, bootstrapServers, values(jdbcUrl));
        try {
            worker.put(NAME, config());
        } catch (Exception e) {
            worker.close();
            throw e;
        }
        Sink sink = new Sink(worker);
        sink.supervisor.start();
        return sink;
    }

    /** The address of the worker's REST interface. */
    public String restUrl() {
        return worker.restUrl();
    }

    /** Whether it has begun to write. */
    public boolean runs() {
        return worker.runs(NAME);
    }

    /** How often it had to be started again. */
    public int restarts() {
        return supervisor.restarts();
    }

    @Override
    public void close() {
        supervisor.close();
        worker.close();
    }

    /** The shipped configuration; the worker itself fills in the values, so that its REST interface shows none. */
    private static Map<String, String> config() {
        Map<String, String> config = SinkConfig.template();
        // The worker reads it before it fills in the values.
        config.put("connector.class", CONNECTOR);
        // As a static member it continues at once, also after it was killed; a new member would wait 45 s.
        config.put("consumer.override.group.instance.id", NAME);
        return config;
    }

    /** The passwords equal the names, because everything listens on loopback only. */
    private static Map<String, String> values(String jdbcUrl) {
        return Map.of(
                SinkConfig.JDBC_URL, jdbcUrl,
                SinkConfig.USER, MarketSchema.SINK_ROLE,
                SinkConfig.PASSWORD, MarketSchema.SINK_ROLE);
    }
}

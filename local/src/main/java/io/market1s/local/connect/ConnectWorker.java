package io.market1s.local.connect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.connect.cli.ConnectStandalone;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.Herder;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorInfo;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.runtime.standalone.StandaloneHerder;
import org.apache.kafka.connect.util.FutureCallback;

/**
 * A standalone Kafka Connect worker in this JVM, with its REST interface on the loopback address. It keeps no connector
 * between runs: put it at every start. Thread-safe.
 */
public final class ConnectWorker implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Connect<StandaloneHerder> connect;
    private final int port;

    private ConnectWorker(Connect<StandaloneHerder> connect, int port) {
        this.connect = connect;
        this.port = port;
    }

    /**
     * Starts the worker.
     *
     * @param plugins folder with one folder for each connector plugin
     * @param secrets what {@code ${env:NAME}} stands for in connector configurations
     */
    public static ConnectWorker start(
            Path folder, Path plugins, int port, String bootstrapServers, Map<String, String> secrets)
            throws IOException {
        Files.createDirectories(folder);
        Map<String, String> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "listeners",
                "http://127.0.0.1:" + port,
                "key.converter",
                "org.apache.kafka.connect.storage.StringConverter",
                "value.converter",
                "org.apache.kafka.connect.json.JsonConverter",
                "offset.storage.file.filename",
                folder.resolve("offsets").toString(),
                // The end of a run waits until the sink's progress shows in its group's offsets.
                "offset.flush.interval.ms",
                "500",
                "plugin.path",
                plugins.toString(),
                "plugin.discovery",
                "service_load",
                "config.providers",
                "env",
                "config.providers.env.class",
                LocalSecrets.class.getName()));
        secrets.forEach((name, value) -> settings.put("config.providers.env.param." + name, value));
        // The worker sets the context class loader of the thread that starts it and leaves it so.
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        // It would also stop by itself as soon as the JVM is told to end, while the last rows are on their way.
        Exit.setShutdownHookAdder((name, hook) -> {});
        try {
            return new ConnectWorker(new ConnectStandalone().startConnect(settings), port);
        } finally {
            thread.setContextClassLoader(loader);
            Exit.resetShutdownHookAdder();
        }
    }

    /** Where the REST interface is. */
    public String restUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** Creates the connector or gives it another configuration. */
    public void put(String name, Map<String, String> config) throws InterruptedException, TimeoutException {
        FutureCallback<Herder.Created<ConnectorInfo>> created = new FutureCallback<>();
        Map<String, String> named = new HashMap<>(config);
        named.put("name", name);
        connect.herder().putConnectorConfig(name, named, true, created);
        try {
            created.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka Connect refused connector " + name + ": " + e.getCause(), e);
        }
    }

    /** The names of the connectors that it has. */
    public Collection<String> connectors() {
        return connect.herder().connectors();
    }

    /** Whether the connector and all its tasks run, and it has some. */
    public boolean runs(String name) {
        ConnectorStateInfo status = status(name);
        return !status.tasks().isEmpty()
                && Stream.concat(Stream.of(status.connector()), status.tasks().stream())
                        .allMatch(part -> part.state().equals(AbstractStatus.State.RUNNING.name()));
    }

    /** What the connector and its tasks are doing. */
    public ConnectorStateInfo status(String name) {
        return connect.herder().connectorStatus(name);
    }

    /** Starts what has failed of the connector and its tasks again; returns before that is done. */
    public void restartFailed(String name) {
        connect.herder().restartConnectorAndTasks(new RestartRequest(name, true, true), (error, state) -> {});
    }

    /** Stops the connectors and the worker. */
    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}

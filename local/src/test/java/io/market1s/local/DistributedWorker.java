package io.market1s.local;

import io.market1s.connect.worker.WorkerSettings;
import io.market1s.local.connect.LocalSecrets;
import java.util.Map;
import org.apache.kafka.common.utils.internals.Exit;
import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.runtime.Connect;

/** The worker of Connect's image, in this JVM. */
final class DistributedWorker implements AutoCloseable {
    private final Connect<?> connect;

    private DistributedWorker(Connect<?> connect) {
        this.connect = connect;
    }

    /**
     * Starts it.
     *
     * @param environment the image's
     * @param secrets what its connectors find in the environment besides
     */
    static DistributedWorker start(Map<String, String> environment, Map<String, String> secrets) {
        Map<String, String> settings = WorkerSettings.from(environment);
        settings.put("config.providers.env.class", LocalSecrets.class.getName());
        secrets.forEach((name, value) -> settings.put("config.providers.env.param." + name, value));
        Thread thread = Thread.currentThread();
        ClassLoader loader = thread.getContextClassLoader();
        Exit.setShutdownHookAdder((name, hook) -> {});
        try {
            return new DistributedWorker(new ConnectDistributed().startConnect(settings));
        } finally {
            thread.setContextClassLoader(loader);
            Exit.resetShutdownHookAdder();
        }
    }

    @Override
    public void close() {
        connect.stop();
        connect.awaitStop();
    }
}

package io.market1s.benchmark.rebuild;

import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.BrokerMain;
import io.market1s.testing.ServiceProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, so that what a client costs can be told from what the broker does. */
public final class BrokerProcess implements AutoCloseable {
    private static final int HEAP_MIB = 512;
    private static final long PATIENCE_SECONDS = 60;

    private final ServiceProcess process;
    private final String bootstrapServers;

    private BrokerProcess(ServiceProcess process, String bootstrapServers) {
        this.process = process;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts one and returns when it serves.
     *
     * @param core on which it runs; null for wherever the system likes
     */
    public static BrokerProcess start(Path folder, @Nullable Integer core) throws IOException, InterruptedException {
        Ports ports = Ports.free();
        Map<String, String> environment = BrokerMain.environment(folder.resolve("logs"), ports);
        ServiceProcess process = core == null
                ? ServiceProcess.start(BrokerMain.class, HEAP_MIB, environment, folder)
                : ServiceProcess.startOnCore(core, BrokerMain.class, HEAP_MIB, environment, folder);
        try {
            awaitPort(ports.kafka(), process);
            return new BrokerProcess(process, Ports.HOST + ":" + ports.kafka());
        } catch (IOException | InterruptedException e) {
            process.close();
            throw e;
        }
    }

    /** Host and port for clients. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Stops it and returns when it has stopped. */
    @Override
    public void close() {
        process.stop();
        process.handle().onExit().join();
    }

    private static void awaitPort(int port, ServiceProcess process) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("the broker does not serve: " + process.output(), e);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }
}

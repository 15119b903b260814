package io.market1s.benchmark.rebuild;

import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A broker in a process of its own, so that what a client costs can be told from what the broker does. */
public final class BrokerProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final String bootstrapServers;

    private BrokerProcess(Process process, String bootstrapServers) {
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
        List<String> command = new ArrayList<>();
        if (core != null) {
            command.addAll(List.of("taskset", "-c", core.toString()));
        }
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dlogback.configurationFile=logback-benchmarks.xml",
                "-cp",
                System.getProperty("java.class.path"),
                BrokerProcess.class.getName(),
                folder.toString(),
                Integer.toString(ports.kafka()),
                Integer.toString(ports.kafkaController())));
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BrokerProcess broker = new BrokerProcess(process, Ports.HOST + ":" + ports.kafka());
        try {
            broker.awaitPort(ports.kafka());
            return broker;
        } catch (IOException | InterruptedException e) {
            broker.close();
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
        process.destroy();
        process.onExit().join();
    }

    private void awaitPort(int port) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IOException("the broker does not serve", e);
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    /** The process itself: folder, port, port of the controller. Runs until it is told to stop. */
    public static void main(String[] arguments) throws Exception {
        KafkaBroker broker = KafkaBroker.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "shutdown"));
        Thread.currentThread().join();
    }
}

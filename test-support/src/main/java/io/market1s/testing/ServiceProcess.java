package io.market1s.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A service or server in a process of its own, as it is in production: environment in, output and exit status out. Runs
 * until it ends by itself, is stopped or is killed. Thread-safe.
 */
public final class ServiceProcess implements AutoCloseable {
    private static final String OUTPUT = "output.log";
    private static final Pattern SETTING = Pattern.compile("^(KAFKA|RESAMPLE|INGEST)_");

    /** The last line of a JVM's histogram of its heap: objects and bytes. */
    private static final Pattern LIVE_OBJECTS = Pattern.compile("^Total\\s+\\d+\\s+(\\d+)");

    private final Process process;
    private final Path output;
    private final Instant started;

    private ServiceProcess(Process process, Path output, Instant started) {
        this.process = process;
        this.output = output;
        this.started = started;
    }

    /**
     * Starts a service on this JVM's class path.
     *
     * @param main the service's own
     * @param heapMib all the heap that it may have; one that wants more ends with status 3
     * @param folder where it unpacks its libraries and where its output is collected, over all its starts
     */
    public static ServiceProcess start(Class<?> main, int heapMib, Map<String, String> environment, Path folder)
            throws IOException {
        return start(List.of(), main, List.of(), heapMib, environment, folder);
    }

    /** The same for one of its commands. */
    public static ServiceProcess start(
            Class<?> main, List<String> arguments, int heapMib, Map<String, String> environment, Path folder)
            throws IOException {
        return start(List.of(), main, arguments, heapMib, environment, folder);
    }

    /** The same on one core of the machine, counted from 0; needs Linux. */
    public static ServiceProcess startOnCore(
            int core, Class<?> main, int heapMib, Map<String, String> environment, Path folder) throws IOException {
        return start(List.of("taskset", "-c", Integer.toString(core)), main, List.of(), heapMib, environment, folder);
    }

    private static ServiceProcess start(
            List<String> launcher,
            Class<?> main,
            List<String> arguments,
            int heapMib,
            Map<String, String> environment,
            Path folder)
            throws IOException {
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        Path output = folder.resolve(OUTPUT);
        List<String> command = new ArrayList<>(launcher);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.io.tmpdir=" + temporary,
                // As it ships: tests of other modules on this class path would have it log errors only.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().keySet().removeIf(SETTING.asPredicate());
        builder.environment().putAll(environment);
        Instant started = Instant.now();
        return new ServiceProcess(builder.start(), output, started);
    }

    public Instant started() {
        return started;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public ProcessHandle handle() {
        return process.toHandle();
    }

    /** The processor time that it has used. */
    public Duration cpu() {
        return handle().info().totalCpuDuration().orElseThrow();
    }

    /** The memory that it occupies, in MiB; needs Linux. */
    public long residentMib() throws IOException {
        String kib = Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow()
                .replaceAll("\\D", "");
        return Long.parseLong(kib) >> 10;
    }

    /** The heap that its live objects take, in MiB; stops it for as long as they are counted, and needs a JDK. */
    public double liveHeapMib() throws IOException {
        Process histogram = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (BufferedReader lines = histogram.inputReader()) {
            return lines.lines()
                    .map(LIVE_OBJECTS::matcher)
                    .filter(Matcher::find)
                    .mapToDouble(total -> Long.parseLong(total.group(1)) / 1048576.0)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** SIGKILL; returns the moment by which it was sent. */
    public Instant kill() {
        process.destroyForcibly();
        Instant killed = Instant.now();
        process.onExit().join();
        return killed;
    }

    /** SIGTERM. */
    public void stop() {
        process.destroy();
    }

    /**
     * The status with which it ends.
     *
     * @throws AssertionError if it still runs after that time
     */
    public int exitStatus(Duration patience) throws InterruptedException, IOException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still runs after " + patience + ": " + output());
        }
        return process.exitValue();
    }

    /** What it and its predecessors in the folder have printed. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** What all that ran in a folder have printed. */
    public static String output(Path folder) throws IOException {
        return Files.readString(folder.resolve(OUTPUT));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}

package io.market1s.benchmark.ontime;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Processor time; a difference of two measurements says what was used in between.
 *
 * @param nanos wall-clock time
 * @param all of this JVM and of those of PostgreSQL's processes that live
 * @param compiler about that of the JVM's compilers, which stop when the JVM is warm
 */
record Cpu(long nanos, long all, long compiler) {
    /** How it stands. */
    static Cpu now(Path postgres) {
        return new Cpu(
                System.nanoTime(),
                jvm() + postgres(postgres),
                TimeUnit.MILLISECONDS.toNanos(
                        ManagementFactory.getCompilationMXBean().getTotalCompilationTime()));
    }

    /** What was used since an earlier measurement. */
    Cpu since(Cpu before) {
        return new Cpu(nanos - before.nanos, all - before.all, compiler - before.compiler);
    }

    /** So many cores on average. */
    double cores(long used) {
        return (double) used / nanos;
    }

    private static long jvm() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long postgres(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(folder.toString()))
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .distinct()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }
}

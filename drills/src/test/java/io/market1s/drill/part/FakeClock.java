package io.market1s.drill.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A wall clock for one process that can be stepped while it runs, by libfaketime. The monotonic clock stays the
 * machine's own, as it does when an operator or a time daemon steps the clock.
 */
public final class FakeClock {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib64/faketime/libfaketimeMT.so.1"));

    private final Path library;
    private final Path file;

    private FakeClock(Path library, Path file) {
        this.library = library;
        this.file = file;
    }

    /** A clock that is right so far; empty if libfaketime is not installed. */
    public static Optional<FakeClock> in(Path folder) throws IOException {
        for (Path library : LIBRARIES) {
            if (Files.exists(library)) {
                return Optional.of(
                        new FakeClock(library, Files.createDirectories(folder).resolve("clock")));
            }
        }
        return Optional.empty();
    }

    /** What a process has to be started with to go by this clock. */
    public Map<String, String> environment() {
        return Map.of(
                "LD_PRELOAD", library.toString(),
                "FAKETIME_TIMESTAMP_FILE", file.toString(),
                "FAKETIME_CACHE_DURATION", "1",
                "FAKETIME_DONT_FAKE_MONOTONIC", "1",
                // As older versions call it.
                "DONT_FAKE_MONOTONIC", "1",
                // Otherwise every wait of a JVM ends at once, and it uses all processors.
                "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** Sets it to so many seconds ahead of the machine's; seen by the process within a second. */
    public void step(int seconds) throws IOException {
        Path next = file.resolveSibling("clock.next");
        Files.writeString(next, "%+ds%n".formatted(seconds));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

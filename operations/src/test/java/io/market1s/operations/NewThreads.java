package io.market1s.operations;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** The threads that began after it was made: what a service that could not start may not leave behind. */
public final class NewThreads {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The JDK's: one for each HTTP client, until that is collected, and one for a library's clean-up of memory. */
    private static final Pattern OF_THE_JDK = Pattern.compile("(HttpClient|Cleaner)-\\d+.*");

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    /** The names of those that run now. */
    public List<String> running() {
        return threads().stream().map(Thread::getName).toList();
    }

    /** The names of those that do not end in time. */
    public List<String> left() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Thread thread : threads()) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        }
        return running();
    }

    private List<Thread> threads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeAll(before);
        return threads.stream()
                .filter(thread -> !OF_THE_JDK.matcher(thread.getName()).matches())
                .toList();
    }
}

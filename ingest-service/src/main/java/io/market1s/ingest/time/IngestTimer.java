package io.market1s.ingest.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The one thread on which connections are made and watched. A task that throws ends the ingest, because nobody else would
 * notice. What is scheduled after the close is dropped.
 */
public final class IngestTimer implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;
    private final Consumer<Throwable> fatal;

    public IngestTimer(Consumer<Throwable> fatal) {
        this.fatal = fatal;
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread thread = new Thread(task, "ingest-timer");
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        executor.setRemoveOnCancelPolicy(true);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // Guarded: the future can only say that the task was dropped.
    public void after(Duration delay, Runnable task) {
        executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // As above.
    public void every(Duration interval, Runnable task) {
        executor.scheduleWithFixedDelay(guarded(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs a task as the last one, waiting up to so long for it. */
    public void closeWith(Runnable last, Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        after(Duration.ZERO, () -> {
            last.run();
            done.countDown();
        });
        try {
            done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            close();
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    private Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                fatal.accept(e);
            }
        };
    }
}

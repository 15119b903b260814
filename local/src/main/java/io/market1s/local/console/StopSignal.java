package io.market1s.local.console;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Turns Ctrl-C (or a TERM) into a request to stop that the main thread answers in its own time: the JVM stays until the
 * run has ended in order, and takes the run's exit code.
 */
public final class StopSignal {
    /** Longer than any orderly stop; a hung one must not hold the terminal for ever. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final CompletableFuture<Void> requested = new CompletableFuture<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile int exitCode = 1;

    /** Installs it for the rest of the process. */
    public static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::onShutdown, "stop-signal"));
        return signal;
    }

    /** Requests a stop. */
    public void request() {
        requested.complete(null);
    }

    /** Whether a stop was requested. */
    public boolean isRequested() {
        return requested.isDone();
    }

    /** Waits for a request, at most that long; true if there is one. */
    public boolean await(Duration time) throws InterruptedException {
        try {
            requested.get(time.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs an action as soon as a stop is requested, on the thread that requests it. */
    public void whenRequested(Runnable action) {
        CompletableFuture<Void> unused = requested.thenRun(action);
    }

    /** Says that everything has ended, and the exit code. */
    public void ended(int code) {
        exitCode = code;
        ended.countDown();
    }

    private void onShutdown() {
        if (ended.getCount() == 0) {
            return;
        }
        request();
        try {
            if (!ended.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        // The exit code of a signal would hide whether the run was good.
        Runtime.getRuntime().halt(exitCode);
    }
}

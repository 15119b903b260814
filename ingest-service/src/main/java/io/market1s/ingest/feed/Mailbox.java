package io.market1s.ingest.feed;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one publishing thread, in order. Messages of the exchange are bounded by their bytes, so that a Kafka
 * that is away cannot fill the memory; the few other tasks always fit. Any thread puts, one takes.
 */
final class Mailbox {
    /** What a waiting message needs beside its bytes, roughly. */
    private static final int OVERHEAD = 200;

    private final BlockingQueue<Task> tasks = new LinkedBlockingQueue<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile long maxBytes;

    private record Task(Runnable action, long bytes) {}

    Mailbox(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** How many bytes wait. */
    long bytes() {
        return bytes.get();
    }

    /** Changes how many bytes may wait; what waits already stays. */
    void bound(long bytes) {
        maxBytes = bytes;
    }

    /** Puts what handles a message of so many bytes; false, and nothing is put, if there is no room for it. */
    boolean offer(int messageBytes, Runnable handling) {
        long cost = (long) messageBytes + OVERHEAD;
        if (bytes.addAndGet(cost) > maxBytes) {
            bytes.addAndGet(-cost);
            return false;
        }
        tasks.add(new Task(handling, cost));
        return true;
    }

    /** Puts a task that always fits. */
    void post(Runnable task) {
        tasks.add(new Task(task, 0));
    }

    /** Wakes the taking thread once; further calls before it wakes change nothing. */
    void wake() {
        if (woken.compareAndSet(false, true)) {
            tasks.add(new Task(() -> woken.set(false), 0));
        }
    }

    /** The next task, waiting up to so long for it; null if none came. */
    @Nullable
    Runnable poll(long timeout, TimeUnit unit) throws InterruptedException {
        Task task = tasks.poll(timeout, unit);
        if (task == null) {
            return null;
        }
        bytes.addAndGet(-task.bytes());
        return task.action();
    }

    /** Whether it is worth to begin reading again after an overflow. */
    boolean isHalfEmpty() {
        return bytes.get() <= maxBytes / 2;
    }
}

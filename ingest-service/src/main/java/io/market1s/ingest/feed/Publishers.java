package io.market1s.ingest.feed;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The publishing threads of a process and the memory for frames that wait for Kafka: a part of it is set aside for key
 * frames, so that many of them at once never push out a live connection; the rest is shared equally, so that one
 * connection that waits leaves room for the others. Thread-safe.
 */
public final class Publishers {
    private static final int KEY_FRAMES_SHARE = 8;

    private final long keyFramesBytes;
    private final long liveBytes;
    private final LongSupplier nanoTime;
    private final Consumer<Throwable> fatal;
    private final List<Publisher> live = new ArrayList<>();
    private final List<Publisher> all = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * No thread yet.
     *
     * @param bytes of all frames that wait
     * @param fatal told if a thread cannot go on
     */
    public Publishers(long bytes, boolean withKeyFrames, LongSupplier nanoTime, Consumer<Throwable> fatal) {
        this.keyFramesBytes = withKeyFrames ? bytes / KEY_FRAMES_SHARE : 0;
        this.liveBytes = bytes - keyFramesBytes;
        this.nanoTime = nanoTime;
        this.fatal = fatal;
    }

    /** Starts a thread for key frames. */
    public synchronized Publisher forKeyFrames() {
        return start("ingest-key-frames", keyFramesBytes);
    }

    /** Starts a thread for one more live subscription; the others' shares shrink. */
    public synchronized Publisher forSubscription() {
        long share = liveBytes / (live.size() + 1);
        live.forEach(other -> other.bound(share));
        Publisher publisher = start("ingest-publisher-" + (live.size() + 1), share);
        live.add(publisher);
        return publisher;
    }

    /** How many bytes of frames wait for Kafka's producer. */
    public long waiting() {
        return all.stream().mapToLong(Publisher::waiting).sum();
    }

    /** How many bytes may wait, all together. */
    public long capacity() {
        return liveBytes + keyFramesBytes;
    }

    /** Ends the threads after what was received is written and answered, or after so long. */
    public synchronized void stop(Duration patience) throws InterruptedException {
        all.forEach(publisher -> publisher.stop(patience));
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        for (Thread thread : threads) {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(deadline - nanoTime.getAsLong())));
        }
    }

    private Publisher start(String name, long bytes) {
        Publisher publisher = new Publisher(new Mailbox(bytes), nanoTime, fatal);
        Thread thread = new Thread(publisher, name);
        all.add(publisher);
        threads.add(thread);
        thread.start();
        return publisher;
    }
}

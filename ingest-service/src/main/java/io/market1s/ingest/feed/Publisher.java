package io.market1s.ingest.feed;

import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.witness.Testimony;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The thread between the connections of one subscription and Kafka. It may block while Kafka is away; the connections'
 * own threads never do. Feeds of lost connections stay until Kafka has answered for all that they brought.
 */
public final class Publisher implements Runnable {
    private static final long POLL_MILLIS = 100;

    private final Mailbox mailbox;
    private final LongSupplier nanoTime;
    private final Consumer<Throwable> fatal;
    private final List<Feed> feeds = new ArrayList<>();
    /** When to give up waiting for Kafka; null while running. */
    private @Nullable Long deadline;

    /**
     * A publisher, to be run by a thread of its own.
     *
     * @param fatal told once, if the publisher cannot go on
     */
    Publisher(Mailbox mailbox, LongSupplier nanoTime, Consumer<Throwable> fatal) {
        this.mailbox = mailbox;
        this.nanoTime = nanoTime;
        this.fatal = fatal;
    }

    /** How many bytes of messages wait. */
    long waiting() {
        return mailbox.bytes();
    }

    /** Changes how many bytes of messages may wait. */
    void bound(long bytes) {
        mailbox.bound(bytes);
    }

    /** A connection is about to be made. */
    public void begin(Feed feed) {
        mailbox.post(() -> feeds.add(feed));
    }

    /** A message of a connection; false if there is no room for it. */
    public boolean offer(Feed feed, Received message) {
        return mailbox.offer(message.bytes().length, () -> feed.arrived(message));
    }

    /** The time for every code's first frame is over, as of the messages that were offered so far. */
    public void firstFramesDue(Feed feed) {
        mailbox.post(feed::reportUnserved);
    }

    /** Witnesses tell something of any markets. */
    public void hear(Collection<Testimony> testimonies) {
        mailbox.post(() -> feeds.forEach(feed -> feed.hear(testimonies)));
    }

    /** Runs a short task once what was offered so far is handed to Kafka. */
    public void afterwards(Runnable task) {
        mailbox.post(task);
    }

    /** Takes a feed's word about a market back, from a time on; the feed may have ended. */
    public void withdraw(Feed feed, String code, Instant from, String reason) {
        mailbox.post(() -> {
            feed.withdraw(code, from, reason);
            if (!feeds.contains(feed)) {
                feeds.add(feed);
            }
        });
    }

    /** A connection is gone. */
    public void end(Feed feed) {
        mailbox.post(feed::end);
    }

    /** Makes the thread look for Kafka's answers. */
    public void wake() {
        mailbox.wake();
    }

    /** Whether Kafka has caught up far enough to read on after an overflow. */
    public boolean hasRoom() {
        return mailbox.isHalfEmpty();
    }

    /** Ends the thread after what was offered before is written and answered, or after so long. */
    void stop(Duration patience) {
        mailbox.post(() -> deadline = nanoTime.getAsLong() + patience.toNanos());
    }

    @Override
    public void run() {
        try {
            while (!isFinished()) {
                Runnable task = mailbox.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
                feeds.forEach(Feed::settle);
                feeds.removeIf(Feed::isDone);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            fatal.accept(e);
        }
    }

    private boolean isFinished() {
        return deadline != null && (feeds.stream().allMatch(Feed::isSettled) || nanoTime.getAsLong() - deadline >= 0);
    }
}

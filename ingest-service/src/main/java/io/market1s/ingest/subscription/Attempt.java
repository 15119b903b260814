package io.market1s.ingest.subscription;

import io.market1s.ingest.exchange.Connection;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.feed.Publisher;
import io.market1s.ingest.status.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A connection for one subscription, and what it brings. Its events come on OkHttp's threads; messages go on to the
 * publisher's thread, the rest to the timer's.
 */
final class Attempt implements Connection.Events {
    private final Subscription subscription;
    private final Feed feed;
    private final Connection connection;
    private final Publisher publisher;
    private final Subscriber.Parts parts;
    private final Listener listener;
    private volatile boolean open;

    /** Is told what becomes of an attempt, on the timer's thread. */
    interface Listener {
        void opened(Attempt attempt);

        /**
         * The connection is gone.
         *
         * @param httpStatus of a refused upgrade, else 0
         */
        void ended(Attempt attempt, String why, int httpStatus);
    }

    /** An attempt that is not begun. */
    Attempt(Subscription subscription, Feed feed, Publisher publisher, Subscriber.Parts parts, Listener listener) {
        this.subscription = subscription;
        this.feed = feed;
        this.publisher = publisher;
        this.parts = parts;
        this.listener = listener;
        this.connection = parts.exchange()
                .connection(subscription.request(UUID.randomUUID().toString()), this);
    }

    void begin() {
        publisher.begin(feed);
        connection.open();
    }

    Subscription subscription() {
        return subscription;
    }

    Feed feed() {
        return feed;
    }

    Connection connection() {
        return connection;
    }

    /** For how long the connection has been open; empty if it never was. Any thread. */
    Optional<Duration> openFor() {
        return open ? Optional.of(connection.openFor()) : Optional.empty();
    }

    /** When the last frame arrived that proves the open connection alive. Any thread. */
    Optional<Instant> provenAt() {
        return open ? Optional.ofNullable(feed.provenAt()) : Optional.empty();
    }

    @Override
    public void opened(Connection opened) {
        open = true;
        parts.counters().opened();
        parts.timer().after(Duration.ZERO, () -> listener.opened(this));
    }

    @Override
    public boolean received(Received message) {
        boolean taken = publisher.offer(feed, message);
        if (!taken) {
            parts.counters().add(Count.OVERFLOWS, 1);
        }
        return taken;
    }

    @Override
    public void ended(Connection ended, String why, int httpStatus) {
        if (open) {
            parts.counters().ended();
        }
        parts.timer().after(Duration.ZERO, () -> listener.ended(this, why, httpStatus));
    }
}

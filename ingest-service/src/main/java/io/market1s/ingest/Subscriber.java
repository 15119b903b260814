package io.market1s.ingest;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one subscription connected: makes a connection, gives up a dead one, waits and makes the next, until closed. Its
 * state belongs to the timer's thread; other threads only hand tasks to it, and ask for the {@link #status()}.
 */
final class Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    /** So many ping intervals without any arrival, and a connection is dead. */
    private static final int MISSED_PINGS = 3;

    /** Between looks whether Kafka has made room after an overflow; the exchange is not asked. */
    private static final Duration ROOM_POLL = Duration.ofMillis(200);

    private final Subscription subscription;
    private final Publisher publisher;
    private final FeedContext context;
    private final Wiring wiring;
    private final Backoff backoff;
    private final Continuity continuity;

    private @Nullable Connection current;
    private boolean connectedBefore;
    private boolean closed;
    private volatile @Nullable Open open;

    private record Open(Feed feed, long sinceNanos) {}

    /**
     * What subscribers share.
     *
     * @param gaps told of what may be missing
     * @param firstFrames within which every code should have brought a frame
     */
    record Wiring(
            OkHttpClient client,
            String url,
            IngestTimer timer,
            ConnectPace pace,
            FeedIds feedIds,
            Gaps gaps,
            LongSupplier nanoTime,
            Duration pingInterval,
            Duration firstFrames) {}

    Subscriber(Subscription subscription, Publisher publisher, FeedContext context, Wiring wiring, Backoff backoff) {
        this.subscription = subscription;
        this.publisher = publisher;
        this.context = context;
        this.wiring = wiring;
        this.backoff = backoff;
        this.continuity = new Continuity(subscription.codes(), wiring.gaps());
    }

    /** Makes the first connection, soon. */
    void start() {
        connectAfter(Duration.ZERO);
        wiring.timer().every(wiring.pingInterval(), this::ping);
        wiring.timer().every(wiring.pingInterval().dividedBy(4), this::giveUpIfDead);
    }

    /** Stops reading; on the timer's thread. */
    void close() {
        closed = true;
        if (current != null) {
            current.abandon("the ingest stops");
        }
    }

    /** How it is connected. Any thread. */
    ConnectionStatus status() {
        Open now = open;
        return new ConnectionStatus(
                subscription.codes().size(),
                Optional.ofNullable(now).map(Open::sinceNanos).map(this::since),
                Optional.ofNullable(now).map(Open::feed).map(Feed::provenAt));
    }

    private Duration since(long nanos) {
        return Duration.ofNanos(wiring.nanoTime().getAsLong() - nanos);
    }

    private void connectAfter(Duration delay) {
        wiring.timer().after(delay, () -> wiring.timer().after(wiring.pace().take(), this::connect));
    }

    private void connect() {
        if (closed) {
            return;
        }
        if (!publisher.hasRoom()) {
            connectAfter(ROOM_POLL);
            return;
        }
        Feed feed = Feed.live(
                wiring.feedIds().next(), subscription.codes(), context, publisher::wake, continuity.nextConnection());
        publisher.begin(feed);
        String request = subscription.request(UUID.randomUUID().toString());
        current = new Connection(request, new FeedEvents(feed), context.clock(), wiring.nanoTime());
        current.open(wiring.client(), wiring.url());
    }

    private void ping() {
        if (current != null) {
            current.ping();
        }
    }

    private void giveUpIfDead() {
        if (current == null) {
            return;
        }
        Duration silence = current.silence();
        if (silence.compareTo(wiring.pingInterval().multipliedBy(MISSED_PINGS)) >= 0) {
            context.counters().silences.increment();
            current.abandon("nothing arrived for " + silence.toMillis() + " ms");
        }
    }

    private void opened(Feed feed) {
        if (connectedBefore) {
            context.counters().reconnects.increment();
        }
        connectedBefore = true;
        open = new Open(feed, wiring.nanoTime().getAsLong());
        LOG.info("connected for {} symbols; feed {}", subscription.codes().size(), feed.id());
        wiring.timer().after(wiring.firstFrames(), () -> publisher.firstFramesDue(feed));
    }

    private void ended(Connection connection, Feed feed, String why, int httpStatus) {
        publisher.end(feed);
        if (connection != current) {
            return;
        }
        current = null;
        open = null;
        if (closed) {
            return;
        }
        if (feed.flows()) {
            backoff.reset();
        }
        Duration delay = isRateLimit(httpStatus) ? backoff.longest() : backoff.next();
        LOG.warn("connection lost: {}; feed {}, the next one in {} ms", why, feed.id(), delay.toMillis());
        connectAfter(delay);
    }

    private static boolean isRateLimit(int httpStatus) {
        return httpStatus == 429 || httpStatus == 418;
    }

    /** From OkHttp's threads to the publisher and to the timer's. */
    private final class FeedEvents implements Connection.Events {
        private final Feed feed;
        private volatile boolean open;

        FeedEvents(Feed feed) {
            this.feed = feed;
        }

        @Override
        public void opened(Connection connection) {
            open = true;
            context.counters().opened.increment();
            wiring.timer().after(Duration.ZERO, () -> Subscriber.this.opened(feed));
        }

        @Override
        public boolean received(Received message) {
            boolean taken = publisher.offer(feed, message);
            if (!taken) {
                context.counters().overflows.increment();
            }
            return taken;
        }

        @Override
        public void ended(Connection connection, String why, int httpStatus) {
            if (open) {
                context.counters().ended.increment();
            }
            wiring.timer().after(Duration.ZERO, () -> Subscriber.this.ended(connection, feed, why, httpStatus));
        }
    }
}

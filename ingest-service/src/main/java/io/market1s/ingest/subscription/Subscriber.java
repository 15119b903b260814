package io.market1s.ingest.subscription;

import io.market1s.ingest.exchange.ConnectPace;
import io.market1s.ingest.exchange.Connection;
import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.feed.Continuity;
import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.feed.FeedContext;
import io.market1s.ingest.feed.FeedIds;
import io.market1s.ingest.feed.Gaps;
import io.market1s.ingest.feed.Publisher;
import io.market1s.ingest.time.Backoff;
import io.market1s.ingest.time.IngestTimer;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one subscription connected: makes a connection, gives up a dead one, waits and makes the next, until closed. When
 * the subscription changes it makes a successor first, because a request replaces the one before on its connection, and
 * lets go of the old connection once the successor covers every second by itself. Its state belongs to the timer's
 * thread; other threads only hand tasks to it, and ask for the {@link #status()}.
 */
public final class Subscriber {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    /** So many ping intervals without any arrival, and a connection is dead. */
    private static final int MISSED_PINGS = 3;

    /** Between looks whether Kafka has made room after an overflow; the exchange is not asked. */
    private static final Duration ROOM_POLL = Duration.ofMillis(200);

    /** A connection that lasted for less was no success: the next wait is longer. */
    private static final Duration SUCCESS = Duration.ofSeconds(10);

    private final Publisher publisher;
    private final FeedContext context;
    private final Wiring wiring;
    private final Backoff backoff;
    private final Continuity continuity;

    private volatile Subscription subscription;
    private volatile @Nullable Attempt current;
    private @Nullable Attempt successor;
    private boolean connectedBefore;
    /** Whether a connect is scheduled. */
    private boolean waiting;

    private boolean closed;
    /**
     * What subscribers share.
     *
     * @param gaps told of what may be missing
     * @param firstFrames within which every code should have brought a frame
     */
    public record Wiring(
            ExchangeClient exchange,
            IngestTimer timer,
            ConnectPace pace,
            FeedIds feedIds,
            Gaps gaps,
            Duration pingInterval,
            Duration firstFrames) {}

    public Subscriber(
            Subscription subscription, Publisher publisher, FeedContext context, Wiring wiring, Backoff backoff) {
        this.subscription = subscription;
        this.publisher = publisher;
        this.context = context;
        this.wiring = wiring;
        this.backoff = backoff;
        this.continuity = new Continuity(wiring.gaps());
    }

    /** Makes the first connection, soon. */
    public void start() {
        connectAfter(Duration.ZERO);
        wiring.timer().every(wiring.pingInterval(), () -> eachConnection(Connection::ping));
        wiring.timer().every(wiring.pingInterval().dividedBy(4), this::tend);
    }

    /** Subscribes to something else. */
    void follow(Subscription newSubscription) {
        if (closed || newSubscription.equals(subscription)) {
            return;
        }
        subscription = newSubscription;
        if (successor != null) {
            Attempt outdated = successor;
            successor = null;
            outdated.connection.abandon("the markets have changed again");
        }
        if (subscription.codes().isEmpty() && current != null) {
            current.connection.finish("no market is left for it");
        }
        connectAfter(Duration.ZERO);
    }

    /** Stops reading; on the timer's thread. */
    void close() {
        closed = true;
        eachConnection(connection -> connection.abandon("the ingest stops"));
    }

    /** Whether there should be one more connection than there is. */
    private boolean isWanted() {
        if (closed || subscription.codes().isEmpty()) {
            return false;
        }
        return current == null || (successor == null && !current.subscription.equals(subscription));
    }

    /** How it is connected. Any thread. */
    ConnectionStatus status() {
        Optional<Attempt> open = Optional.ofNullable(current).filter(attempt -> attempt.open);
        return new ConnectionStatus(
                subscription.codes().size(),
                open.map(attempt -> attempt.connection.openFor()),
                open.map(attempt -> attempt.feed).map(Feed::provenAt));
    }

    private void connectAfter(Duration delay) {
        if (isWanted() && !waiting) {
            waiting = true;
            wiring.timer().after(delay, () -> wiring.timer().after(wiring.pace().take(), this::connect));
        }
    }

    private void connect() {
        waiting = false;
        if (!isWanted()) {
            return;
        }
        if (!publisher.hasRoom()) {
            connectAfter(ROOM_POLL);
            return;
        }
        Attempt attempt = new Attempt(subscription);
        if (current == null) {
            current = attempt;
        } else {
            successor = attempt;
        }
        attempt.open();
    }

    private void eachConnection(Consumer<Connection> action) {
        for (Attempt attempt : new Attempt[] {current, successor}) {
            if (attempt != null) {
                action.accept(attempt.connection);
            }
        }
    }

    private void tend() {
        eachConnection(this::giveUpIfDead);
        if (current != null && successor != null && successor.feed.isEstablished()) {
            Attempt old = current;
            current = successor;
            successor = null;
            LOG.atInfo().addKeyValue("feed", current.feed.id()).log("goes on with what feed {} began", old.feed.id());
            old.connection.finish("its successor has taken over");
        }
    }

    private void giveUpIfDead(Connection connection) {
        Duration silence = connection.silence();
        if (silence.compareTo(wiring.pingInterval().multipliedBy(MISSED_PINGS)) >= 0) {
            context.counters().silences.increment();
            connection.abandon("nothing arrived for " + silence.toMillis() + " ms");
        }
    }

    private void opened(Attempt attempt) {
        if (attempt == current) {
            if (connectedBefore) {
                context.counters().reconnects.increment();
            }
            connectedBefore = true;
        }
        LOG.atInfo()
                .addKeyValue("feed", attempt.feed.id())
                .log("connected for {} symbols", attempt.subscription.codes().size());
        wiring.timer().after(wiring.firstFrames(), () -> publisher.firstFramesDue(attempt.feed));
    }

    private void ended(Attempt attempt, String why, int httpStatus) {
        publisher.end(attempt.feed);
        if (attempt == successor) {
            successor = null;
        } else if (attempt == current) {
            current = successor;
            successor = null;
        } else {
            return;
        }
        if (!isWanted()) {
            LOG.atInfo().addKeyValue("feed", attempt.feed.id()).log("connection ended: {}", why);
            return;
        }
        if (attempt.feed.flows() && attempt.connection.age().compareTo(SUCCESS) >= 0) {
            backoff.reset();
        }
        Duration delay = isRateLimit(httpStatus) ? backoff.longest() : backoff.next();
        LOG.atWarn()
                .addKeyValue("feed", attempt.feed.id())
                .log("connection lost: {}; the next one in {} ms", why, delay.toMillis());
        connectAfter(delay);
    }

    private static boolean isRateLimit(int httpStatus) {
        return httpStatus == 429 || httpStatus == 418;
    }

    /** A connection and what it brings; told of events on OkHttp's threads, hands them to the publisher and the timer's. */
    private final class Attempt implements Connection.Events {
        private final Subscription subscription;
        private final Feed feed;
        private final Connection connection;
        private volatile boolean open;

        Attempt(Subscription subscription) {
            this.subscription = subscription;
            feed = Feed.live(
                    wiring.feedIds().next(),
                    subscription.codes(),
                    context,
                    publisher::wake,
                    continuity.nextConnection(subscription.codes()));
            connection = wiring.exchange()
                    .connection(subscription.request(UUID.randomUUID().toString()), this);
        }

        void open() {
            publisher.begin(feed);
            connection.open();
        }

        @Override
        public void opened(Connection opened) {
            open = true;
            context.counters().opened.increment();
            wiring.timer().after(Duration.ZERO, () -> Subscriber.this.opened(this));
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
        public void ended(Connection ended, String why, int httpStatus) {
            if (open) {
                context.counters().ended.increment();
            }
            wiring.timer().after(Duration.ZERO, () -> Subscriber.this.ended(this, why, httpStatus));
        }
    }
}

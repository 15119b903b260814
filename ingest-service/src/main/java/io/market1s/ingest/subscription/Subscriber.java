package io.market1s.ingest.subscription;

import io.market1s.ingest.exchange.ConnectPace;
import io.market1s.ingest.exchange.Connection;
import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.feed.Continuity;
import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.feed.FeedIds;
import io.market1s.ingest.feed.Gaps;
import io.market1s.ingest.feed.Publisher;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.IngestCounters;
import io.market1s.ingest.time.Backoff;
import io.market1s.ingest.time.IngestTimer;
import io.market1s.ingest.witness.Doubt;
import io.market1s.ingest.witness.Testimony;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one subscription connected: makes a connection, gives up a dead one, waits and makes the next, until closed. When
 * the subscription changes it makes a successor first, because a request replaces the one before on its connection. It
 * ends the old connection once the successor covers every second by itself. Its state belongs to the timer's thread;
 * other threads only ask for the {@link #status()}.
 */
public final class Subscriber implements Attempt.Listener, Continuity.Doubts {
    private static final Logger LOG = LoggerFactory.getLogger(Subscriber.class);

    /** So many ping intervals without any arrival, and a connection is dead. */
    private static final int MISSED_PINGS = 3;

    /** Between looks whether Kafka has made room after an overflow; the exchange is not asked. */
    private static final Duration ROOM_POLL = Duration.ofMillis(200);

    /** A connection that lasted for less was no success: the next wait is longer. */
    private static final Duration SUCCESS = Duration.ofSeconds(10);

    private final Publisher publisher;
    private final Parts parts;
    private final IngestTimer timer;
    private final IngestCounters counters;
    private final Backoff backoff;
    private final Continuity continuity;
    private final DoubtedMarkets doubted;

    private volatile Subscription subscription;
    private volatile @Nullable Attempt current;
    private @Nullable Attempt successor;
    private boolean connectedBefore;
    private boolean connectScheduled;
    private boolean closed;

    /**
     * What subscribers share.
     *
     * @param feedParts what the feeds of their connections share
     * @param gaps told of what may be missing
     * @param clock the exchange's
     * @param firstFrames within which every code should have brought a frame
     */
    public record Parts(
            ExchangeClient exchange,
            ConnectPace pace,
            IngestTimer timer,
            FeedIds feedIds,
            Feed.Parts feedParts,
            Gaps gaps,
            IngestCounters counters,
            InstantSource clock,
            LongSupplier nanoTime,
            Duration pingInterval,
            Duration firstFrames) {}

    public Subscriber(Subscription subscription, Publisher publisher, Parts parts, Backoff backoff) {
        this.subscription = subscription;
        this.publisher = publisher;
        this.parts = parts;
        this.timer = parts.timer();
        this.counters = parts.counters();
        this.backoff = backoff;
        this.continuity = new Continuity(parts.gaps(), this);
        this.doubted = new DoubtedMarkets(new DoubtJudge(publisher, parts), counters, parts.nanoTime());
    }

    /** Makes the first connection, soon. */
    public void start() {
        connectAfter(Duration.ZERO);
        timer.every(parts.pingInterval(), () -> eachConnection(Connection::ping));
        timer.every(parts.pingInterval().dividedBy(4), this::tend);
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
            outdated.connection().abandon("the markets have changed again");
        }
        if (subscription.codes().isEmpty() && current != null) {
            current.connection().finish("no market is left for it");
        }
        connectAfter(Duration.ZERO);
    }

    /** Stops reading; on the timer's thread. */
    void close() {
        closed = true;
        doubted.close();
        eachConnection(connection -> connection.abandon("the ingest stops"));
    }

    /** How it is connected. Any thread. */
    ConnectionStatus status() {
        Optional<Attempt> attempt = Optional.ofNullable(current);
        return new ConnectionStatus(
                subscription.codes().size(),
                attempt.flatMap(Attempt::openFor),
                attempt.flatMap(Attempt::provenAt),
                attempt.flatMap(Attempt::silence));
    }

    /** Whether there should be one more connection than there is. */
    private boolean isWanted() {
        if (closed || subscription.codes().isEmpty()) {
            return false;
        }
        return current == null
                || (successor == null && (!current.subscription().equals(subscription) || doubted.wantSuccessor()));
    }

    private void connectAfter(Duration delay) {
        if (isWanted() && !connectScheduled) {
            connectScheduled = true;
            Duration blocked = parts.exchange().blockedFor();
            Duration wait = delay.compareTo(blocked) < 0 ? blocked : delay;
            timer.after(wait, () -> timer.after(parts.pace().take(), this::connect));
        }
    }

    private void connect() {
        connectScheduled = false;
        if (!isWanted()) {
            return;
        }
        if (!publisher.hasRoom() || !parts.exchange().blockedFor().isZero()) {
            connectAfter(ROOM_POLL);
            return;
        }
        doubted.begun();
        Continuity.Span beginning = continuity.nextConnection(subscription.codes());
        Feed feed =
                Feed.live(parts.feedIds().next(), subscription.codes(), parts.feedParts(), publisher::wake, beginning);
        Attempt attempt = new Attempt(subscription, feed, beginning, publisher, parts, this);
        if (current == null) {
            current = attempt;
        } else {
            successor = attempt;
        }
        attempt.begin();
    }

    private void eachConnection(Consumer<Connection> action) {
        for (Attempt attempt : new Attempt[] {current, successor}) {
            if (attempt != null) {
                action.accept(attempt.connection());
            }
        }
    }

    private void tend() {
        eachConnection(this::giveUpIfDead);
        if (current != null && successor != null && successor.feed().isEstablished()) {
            Attempt old = current;
            current = successor;
            successor = null;
            LOG.atInfo()
                    .addKeyValue("feed", current.feed().id())
                    .log("takes over from feed {}", old.feed().id());
            old.connection().finish("its successor has taken over");
        }
        doubted.look(current);
        connectAfter(Duration.ZERO);
    }

    /** Witnesses tell something of any markets. Any thread. */
    void hear(List<Testimony> testimonies) {
        publisher.hear(testimonies);
    }

    @Override
    public void doubted(Feed feed, List<Doubt> doubts) {
        timer.after(Duration.ZERO, () -> {
            doubted.add(feed, doubts);
            connectAfter(Duration.ZERO);
        });
    }

    @Override
    public void bookless(Feed feed) {
        timer.after(Duration.ZERO, () -> {
            doubted.bookless(feed);
            connectAfter(Duration.ZERO);
        });
    }

    private void giveUpIfDead(Connection connection) {
        Duration silence = connection.silence();
        if (silence.compareTo(parts.pingInterval().multipliedBy(MISSED_PINGS)) >= 0) {
            counters.add(Count.SILENCES, 1);
            connection.abandon("nothing arrived for " + silence.toMillis() + " ms");
        }
    }

    @Override
    public void opened(Attempt attempt) {
        if (attempt == current) {
            if (connectedBefore) {
                counters.add(Count.RECONNECTS, 1);
            }
            connectedBefore = true;
        }
        LOG.atInfo()
                .addKeyValue("feed", attempt.feed().id())
                .log("connected for {} symbols", attempt.subscription().codes().size());
        timer.after(parts.firstFrames(), () -> publisher.firstFramesDue(attempt.feed()));
    }

    @Override
    public void ended(Attempt attempt, String why, int httpStatus) {
        publisher.end(attempt.feed());
        if (!closed && attempt.feed().flows()) {
            doubted.ended(attempt.feed());
        }
        if (attempt == successor) {
            successor = null;
        } else if (attempt == current) {
            current = successor;
            successor = null;
        } else {
            return;
        }
        if (!isWanted()) {
            LOG.atInfo().addKeyValue("feed", attempt.feed().id()).log("connection ended: {}", why);
            return;
        }
        if (attempt.feed().flows() && attempt.connection().age().compareTo(SUCCESS) >= 0) {
            backoff.reset();
        }
        Duration delay = backoff.next();
        LOG.atWarn()
                .addKeyValue("feed", attempt.feed().id())
                .log("connection lost: {}; the next one in {} ms", why, delay.toMillis());
        connectAfter(delay);
    }
}

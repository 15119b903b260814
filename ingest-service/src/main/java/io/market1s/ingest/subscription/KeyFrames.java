package io.market1s.ingest.subscription;

import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.feed.Publisher;
import io.market1s.ingest.status.Count;
import io.market1s.ingest.status.LiveView;
import io.market1s.ingest.status.ShortList;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts key frames into the raw log: from time to time the current book, last trade and ticker of every code, so that a
 * range can be rebuilt from the log without reading it from its start. One request at a time, each on a connection of its
 * own. Its state belongs to the timer's thread.
 */
public final class KeyFrames {
    private static final Logger LOG = LoggerFactory.getLogger(KeyFrames.class);

    private final Subscribers subscribers;
    private final Publisher publisher;
    private final LiveView view;
    private final Subscriber.Parts parts;
    /** What did not come the last time: not said again. */
    private final Set<String> silent = new TreeSet<>();

    private @Nullable KeyFrameRound current;
    private boolean busy;
    private boolean closed;

    /**
     * Nothing is asked yet.
     *
     * @param subscribers whose markets are asked for, and hear what the key frames tell
     */
    public KeyFrames(Subscribers subscribers, Publisher publisher, LiveView view, Subscriber.Parts parts) {
        this.subscribers = subscribers;
        this.publisher = publisher;
        this.view = view;
        this.parts = parts;
    }

    /** Asks for all snapshots; unless the last ones are still under way. */
    public void ask() {
        if (busy || closed) {
            return;
        }
        busy = true;
        next(subscribers.subscriptions().iterator());
    }

    /** Asks no more. */
    public void close() {
        closed = true;
        if (current != null) {
            current.abandon();
        }
    }

    private void next(Iterator<Subscription> left) {
        current = null;
        if (closed || !left.hasNext()) {
            busy = false;
        } else if (!parts.exchange().blockedFor().isZero()) {
            busy = false;
        } else if (!publisher.hasRoom()) {
            LOG.warn("key frames are left out this time: Kafka is not keeping up");
            busy = false;
        } else {
            parts.timer().after(parts.pace().take(), () -> begin(left));
        }
    }

    private void begin(Iterator<Subscription> left) {
        if (closed) {
            return;
        }
        Subscription subscription = left.next();
        Set<String> asked = KeyFrameRound.snapshots(subscription, view.unserved());
        KeyFrameRound round = new KeyFrameRound(subscription, asked, publisher, parts, (missing, why) -> {
            report(asked, missing, why);
            heard();
            next(left);
        });
        current = round;
        round.start();
    }

    private void heard() {
        if (current != null) {
            subscribers.hear(current.testimonies());
        }
    }

    private void report(Set<String> asked, Set<String> missing, String why) {
        if (closed) {
            return;
        }
        parts.counters().add(Count.KEY_FRAMES_MISSING, missing.size());
        Set<String> news = new TreeSet<>(missing);
        news.removeAll(silent);
        silent.removeAll(asked);
        silent.addAll(missing);
        if (!news.isEmpty()) {
            LOG.warn(
                    "{} of {} key frames did not come: {} ({})", missing.size(), asked.size(), ShortList.of(news), why);
        } else {
            LOG.debug("{} of {} key frames came ({})", asked.size() - missing.size(), asked.size(), why);
        }
    }
}

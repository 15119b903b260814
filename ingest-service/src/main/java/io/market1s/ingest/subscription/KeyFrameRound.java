package io.market1s.ingest.subscription;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.exchange.Connection;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.feed.Publisher;
import io.market1s.ingest.status.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * One request for snapshots, on a connection of its own that lasts until everything asked for has come. Lives on the
 * timer's thread; frames come on the publisher's, other events of the connection on OkHttp's.
 */
final class KeyFrameRound implements Connection.Events {
    private final Subscriber.Parts parts;
    private final Publisher publisher;
    private final Outcome outcome;
    private final Set<String> missing;
    private final Feed feed;
    private final Connection connection;

    /** Told once how a round went, on the timer's thread. */
    interface Outcome {
        /**
         * The round is over, and what came is written.
         *
         * @param missing snapshots that should have come and did not
         * @param why the connection ended
         */
        void over(Set<String> missing, String why);
    }

    /**
     * A round that is not begun.
     *
     * @param asked the snapshots that should come
     */
    KeyFrameRound(
            Subscription subscription,
            Set<String> asked,
            Publisher publisher,
            Subscriber.Parts parts,
            Outcome outcome) {
        this.parts = parts;
        this.publisher = publisher;
        this.outcome = outcome;
        this.missing = new ConcurrentSkipListSet<>(asked);
        this.feed = Feed.ofSnapshots(
                parts.feedIds().next(), subscription.codes(), parts.feedParts(), publisher::wake, this::arrived);
        this.connection = parts.exchange()
                .connection(subscription.snapshotRequest(UUID.randomUUID().toString()), this);
    }

    /** The snapshots of a subscription, each a code and a type. */
    static Set<String> snapshots(Subscription subscription, Collection<String> unserved) {
        Set<String> snapshots = new TreeSet<>();
        for (String code : subscription.codes()) {
            if (!unserved.contains(code)) {
                snapshots.addAll(List.of(code + " trade", code + " orderbook", code + " ticker"));
            }
        }
        return snapshots;
    }

    void start() {
        publisher.begin(feed);
        connection.open();
        Duration timeout = parts.firstFrames();
        parts.timer().after(timeout, () -> connection.finish("it took longer than " + timeout.toMillis() + " ms"));
    }

    void abandon() {
        connection.abandon("the ingest stops");
    }

    private void arrived(Frame.Market frame, Instant received) {
        MarketEvent event = frame.event();
        String type = event instanceof Trade ? "trade" : event instanceof OrderBook ? "orderbook" : "ticker";
        if (missing.remove(event.symbol() + " " + type)) {
            parts.counters().add(Count.KEY_FRAMES, 1);
            if (missing.isEmpty()) {
                parts.timer().after(Duration.ZERO, () -> connection.finish("everything came"));
            }
        }
    }

    @Override
    public void opened(Connection opened) {
        // Only its frames matter.
    }

    @Override
    public boolean received(Received message) {
        return publisher.offer(feed, message);
    }

    @Override
    public void ended(Connection ended, String why, int httpStatus) {
        publisher.end(feed);
        publisher.afterwards(() -> parts.timer().after(Duration.ZERO, () -> outcome.over(new TreeSet<>(missing), why)));
    }
}

package io.market1s.ingest.subscription;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.exchange.Connection;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.feed.Feed;
import io.market1s.ingest.feed.FeedContext;
import io.market1s.ingest.feed.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;
import org.jspecify.annotations.Nullable;

/**
 * One request for snapshots, on a connection of its own that lasts until everything asked for has come. Lives on the
 * timer's thread; frames come on the publisher's.
 */
final class KeyFrameRound {
    private final Subscription subscription;
    private final Publisher publisher;
    private final FeedContext context;
    private final Subscriber.Wiring wiring;
    private final Outcome outcome;
    private final Set<String> missing = new ConcurrentSkipListSet<>();
    private @Nullable Connection connection;

    /** Told once how a round went, on the timer's thread. */
    interface Outcome {
        /**
         * The round is over, and what came is written.
         *
         * @param asked the snapshots that should have come, each a code and a type
         * @param missing those that did not
         * @param why the connection ended
         */
        void over(Set<String> asked, Set<String> missing, String why);
    }

    KeyFrameRound(
            Subscription subscription,
            Publisher publisher,
            FeedContext context,
            Subscriber.Wiring wiring,
            Outcome outcome) {
        this.subscription = subscription;
        this.publisher = publisher;
        this.context = context;
        this.wiring = wiring;
        this.outcome = outcome;
        Set<String> unserved = context.view().unserved();
        for (String code : subscription.codes()) {
            if (!unserved.contains(code)) {
                missing.add(code + " trade");
                missing.add(code + " orderbook");
                missing.add(code + " ticker");
            }
        }
    }

    void start() {
        Set<String> asked = new TreeSet<>(missing);
        Feed feed = Feed.ofSnapshots(
                wiring.feedIds().next(), subscription.codes(), context, publisher::wake, this::arrived);
        publisher.begin(feed);
        String request = subscription.snapshotRequest(UUID.randomUUID().toString());
        Connection made = wiring.exchange().connection(request, new Events(feed, asked));
        connection = made;
        made.open();
        Duration patience = wiring.firstFrames();
        wiring.timer().after(patience, () -> made.finish("it took longer than " + patience.toMillis() + " ms"));
    }

    void abandon() {
        if (connection != null) {
            connection.abandon("the ingest stops");
        }
    }

    private void arrived(Frame.Market frame, Instant received) {
        MarketEvent event = frame.event();
        String type = event instanceof Trade ? "trade" : event instanceof OrderBook ? "orderbook" : "ticker";
        if (missing.remove(event.symbol() + " " + type)) {
            context.counters().keyFrames.increment();
            if (missing.isEmpty()) {
                wiring.timer().after(Duration.ZERO, this::finish);
            }
        }
    }

    private void finish() {
        if (connection != null) {
            connection.finish("everything came");
        }
    }

    /** From OkHttp's threads. */
    private final class Events implements Connection.Events {
        private final Feed feed;
        private final Set<String> asked;

        Events(Feed feed, Set<String> asked) {
            this.feed = feed;
            this.asked = asked;
        }

        @Override
        public void opened(Connection opened) {
            // What matters is what comes.
        }

        @Override
        public boolean received(Received message) {
            return publisher.offer(feed, message);
        }

        @Override
        public void ended(Connection ended, String why, int httpStatus) {
            publisher.end(feed);
            publisher.afterwards(
                    () -> wiring.timer().after(Duration.ZERO, () -> outcome.over(asked, new TreeSet<>(missing), why)));
        }
    }
}

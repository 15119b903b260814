package io.market1s.ingest.feed;

import io.market1s.data.Heartbeat;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides for which seconds one feed may vouch. It knows no clock but the exchange's: the greatest time that the REALTIME
 * frames of the feed have proven ({@link ProvenTime}). A SNAPSHOT frame repeats an old state and is no evidence of
 * anything.
 *
 * <ul>
 *   <li>A code is covered from the exchange clock at the first REALTIME frame (of any code) at or after the code's own
 *       first frame. Frames lag behind their timestamp, so the exchange may have been up to {@code maxLag} further when
 *       it began to serve the code. Nothing is covered before the connection was open.
 *   <li>The second {@code [s - 1 s, s)} is covered once the exchange clock has reached s, if the code's coverage began
 *       before s - 1 s.
 *   <li>The heartbeat for s is due once Kafka has acknowledged every record up to and including the evidence: with the
 *       evidence still under way, a trade in it could belong to the second that it proves.
 *   <li>When Kafka did not take a record, coverage begins anew at the exchange clock: everything lost is older.
 *   <li>A book lasts: after a lost one, or a frame that may have been one, a code is not covered before its next book.
 *       After a frame that may have been a trade it is covered anew.
 *   <li>A code that is withdrawn is not covered again.
 * </ul>
 *
 * <p>Not thread-safe.
 */
final class FeedCoverage {
    /**
     * How far the exchange can have been ahead of a frame's own timestamp when it sent it: books were measured up to
     * 650 ms late. A connection that was made in the middle of a second must not vouch for that second.
     */
    static final Duration MAX_LAG = Duration.ofSeconds(1);

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String feed;
    private final Set<String> codes;
    private final Duration maxLag;
    private final Duration reach;

    private final AckWindow window = new AckWindow();
    private final Deque<Evidence> evidence = new ArrayDeque<>();
    /** From when on each code is covered; only codes that are. */
    private final Map<String, Instant> starts = new LinkedHashMap<>();
    /** Codes that were served but have not seen a REALTIME frame yet. */
    private final Set<String> waiting = new HashSet<>();
    /** Codes whose book nobody knows before the next one comes. */
    private final Set<String> bookless = new HashSet<>();

    private final Set<String> withdrawn = new HashSet<>();

    private @Nullable Instant clock;
    private @Nullable Instant evident;
    private @Nullable Instant vouched;

    /** The exchange clock passed a second's end while so many records had been handed to Kafka. */
    private record Evidence(Instant second, long records) {}

    /**
     * Nothing is covered yet.
     *
     * @param codes that the feed was asked for; frames of others (the pilot) are evidence, but get no heartbeats
     * @param maxLag how far a frame may come behind its own timestamp
     * @param reach seconds further behind the exchange clock than this are not vouched for any more
     */
    FeedCoverage(String feed, Collection<String> codes, Duration maxLag, Duration reach) {
        this.feed = feed;
        this.codes = Set.copyOf(codes);
        this.maxLag = maxLag;
        this.reach = reach;
    }

    /** The name of the feed. */
    String feed() {
        return feed;
    }

    /** Numbers a record that is handed to Kafka now; its number comes back in the answer. */
    long handedToKafka() {
        return window.open();
    }

    /** Kafka has the record. */
    void acknowledged(long number) {
        window.settle(number);
    }

    /** The record is lost to Kafka. */
    void failed(long number) {
        window.settle(number);
        evidence.clear();
        Instant now = clock;
        if (now != null) {
            starts.replaceAll((code, start) -> now);
        }
    }

    /** Nobody knows this code's book any more: Kafka did not take one, or what arrived may have been one. */
    void lostBook(String code) {
        starts.remove(code);
        waiting.remove(code);
        bookless.add(code);
    }

    /** A trade may be lost: coverage begins anew at what the next frame proves. */
    private void lostTrade(String code) {
        if (starts.remove(code) != null) {
            await(code);
        }
    }

    private void await(String code) {
        if (!bookless.contains(code) && !withdrawn.contains(code)) {
            waiting.add(code);
        }
    }

    /** A frame arrived that cannot be used: it may have been a trade or the book of its code, or of any if it names none. */
    void unreadable(FrameLabel label) {
        for (String code : label.code() == null ? codes : Set.of(label.code())) {
            if (label.mayBeBook()) {
                lostBook(code);
            } else if (label.mayBeTrade()) {
                lostTrade(code);
            }
        }
    }

    /**
     * A plausible frame arrived; to be told after its own record, if it has one, was numbered.
     *
     * @param proven by the frame; null if it proves nothing
     */
    void frame(Frame.Market frame, @Nullable Instant proven) {
        String code = frame.event().symbol();
        if (frame.event() instanceof OrderBook) {
            book(code);
        }
        frame(code, proven);
    }

    /** A frame arrived that is not written, because its time is far ahead. */
    void farAhead(Frame.Market frame) {
        if (frame.event() instanceof OrderBook) {
            lostBook(frame.event().symbol());
        } else if (frame.event() instanceof Trade) {
            lostTrade(frame.event().symbol());
        }
    }

    /** The feed has not brought everything of a code; it does not vouch for it any more. */
    void withdraw(String code) {
        withdrawn.add(code);
        starts.remove(code);
        waiting.remove(code);
    }

    /** Codes whose book nobody knows before the next one comes. */
    Set<String> bookless() {
        return bookless;
    }

    /** A book of this code arrived; to be told before the frame is. */
    void book(String code) {
        bookless.remove(code);
    }

    /**
     * A frame arrived.
     *
     * @param proven by the frame; null if it proves nothing
     */
    void frame(String code, @Nullable Instant proven) {
        if (codes.contains(code) && !starts.containsKey(code)) {
            await(code);
        }
        if (proven == null) {
            return;
        }
        Instant now = clock == null || proven.isAfter(clock) ? proven : clock;
        clock = now;
        waiting.forEach(served -> starts.put(served, now));
        waiting.clear();
        Instant second = now.truncatedTo(ChronoUnit.SECONDS);
        if (evident == null || second.isAfter(evident)) {
            evident = second;
            evidence.add(new Evidence(second, window.opened()));
        }
    }

    /**
     * The heartbeats that have become due, by second; each is returned once.
     *
     * @param opened when the connection was open, as far as that is known now
     */
    List<Heartbeat> due(Instant opened) {
        Instant upTo = null;
        while (!evidence.isEmpty() && window.isSettledBelow(evidence.element().records())) {
            upTo = evidence.remove().second();
        }
        if (upTo == null) {
            return List.of();
        }
        Instant first = upTo.minus(reach).truncatedTo(ChronoUnit.SECONDS).plus(SECOND);
        if (vouched != null && !vouched.isBefore(first)) {
            first = vouched.plus(SECOND);
        }
        vouched = upTo;
        List<Heartbeat> due = new ArrayList<>();
        for (Instant second = first; !second.isAfter(upTo); second = second.plus(SECOND)) {
            addCovered(second, opened, due);
        }
        return due;
    }

    private void addCovered(Instant second, Instant opened, List<Heartbeat> due) {
        Instant latestStart = second.minus(SECOND).minus(maxLag);
        if (!opened.isBefore(latestStart)) {
            return;
        }
        starts.forEach((code, start) -> {
            if (start.isBefore(latestStart)) {
                due.add(new Heartbeat(code, second, feed));
            }
        });
    }

    /** The end of the last second that heartbeats were due for; null before any. */
    @Nullable
    Instant vouched() {
        return vouched;
    }

    /** The greatest time at which the feed is proven alive; null before any. */
    @Nullable
    Instant exchangeClock() {
        return clock;
    }
}

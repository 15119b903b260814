package io.market1s.simulator.tally;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last {@link #MOST} requests that the exchange answered, upgrades among them. Thread-safe. */
public final class RequestLog {
    /** How many are kept. */
    public static final int MOST = 20_000;

    private final Deque<Request> requests = new ArrayDeque<>();

    /**
     * One request.
     *
     * @param path without the parameters
     * @param query the parameters as they were sent, empty if there were none
     * @param status of the answer; 101 for an upgrade that was accepted
     */
    public record Request(Instant time, String path, String query, int status) {}

    /** Takes note of a request. */
    public synchronized void add(Request request) {
        if (requests.size() == MOST) {
            requests.removeFirst();
        }
        requests.addLast(request);
    }

    /** Those at or after a time, earliest first. */
    public synchronized List<Request> since(Instant from) {
        return requests.stream()
                .filter(request -> !request.time().isBefore(from))
                .toList();
    }
}

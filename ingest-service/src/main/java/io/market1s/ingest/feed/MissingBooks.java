package io.market1s.ingest.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** For how long a feed has not known the books of some markets. Not thread-safe. */
final class MissingBooks {
    /** The next book of a busy market comes sooner; that of a quiet one may take hours. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<String, Instant> since = new HashMap<>();

    /** Whether one of them has been missing for too long; then all are waited for anew. */
    boolean isOverdue(Set<String> bookless, Instant now) {
        if (bookless.isEmpty() && since.isEmpty()) {
            return false;
        }
        since.keySet().retainAll(bookless);
        bookless.forEach(code -> since.putIfAbsent(code, now));
        boolean overdue = since.values().stream().anyMatch(first -> !now.isBefore(first.plus(PATIENCE)));
        if (overdue) {
            since.clear();
        }
        return overdue;
    }
}

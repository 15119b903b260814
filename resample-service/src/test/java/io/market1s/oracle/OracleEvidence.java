package io.market1s.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the records of {@code upbit.heartbeat} say of one symbol. Times are epoch ms; a second is named by its end. */
final class OracleEvidence {
    private static final long SECOND = 1000;

    private final long horizon;
    private final Map<String, Set<Long>> heartbeats = new TreeMap<>();
    private final NavigableSet<Long> covered = new TreeSet<>();
    private final List<Withdrawal> withdrawals = new ArrayList<>();
    private final List<Range> filled = new ArrayList<>();

    private record Range(long from, long until) {}

    private record Withdrawal(String feed, Range range) {}

    OracleEvidence(long horizon) {
        this.horizon = horizon;
    }

    void add(JsonNode json, Instant received) {
        // Whole milliseconds: a later beginning says less.
        long oldest = received.plusNanos(999_999).toEpochMilli() - horizon;
        String type = Json.text(json, "type");
        switch (type) {
            case "heartbeat" -> {
                long second = Json.integer(json, "second");
                if (second > oldest) {
                    heartbeats
                            .computeIfAbsent(Json.text(json, "feed"), feed -> new TreeSet<>())
                            .add(second);
                    covered.add(second);
                }
            }
            case "withdrawn" -> withdrawals.add(new Withdrawal(Json.text(json, "feed"), range(json, oldest)));
            case "filled" -> {
                filled.add(range(json, oldest));
                addWholeSeconds(filled.get(filled.size() - 1));
            }
            default -> throw new IllegalArgumentException("no kind of evidence: " + type);
        }
    }

    private static Range range(JsonNode json, long oldest) {
        return new Range(Math.max(Json.integer(json, "from"), oldest), Json.integer(json, "until"));
    }

    /** Its own, and at its ends those that it completes together with others. */
    private void addWholeSeconds(Range range) {
        for (long end = range.from / SECOND * SECOND; end <= range.until + SECOND; end += SECOND) {
            if (isFilled(end)) {
                covered.add(end);
            }
        }
    }

    Set<String> feeds() {
        return heartbeats.keySet();
    }

    /** Whether a feed has a heartbeat for the second that nothing took back. */
    boolean vouches(String feed, long second) {
        return heartbeats.getOrDefault(feed, Set.of()).contains(second)
                && withdrawals.stream()
                        .noneMatch(withdrawal -> withdrawal.feed.equals(feed)
                                && withdrawal.range.from < withdrawal.range.until
                                && withdrawal.range.from < second
                                && withdrawal.range.until > second - SECOND);
    }

    /** Whether the filled ranges together hold every millisecond of the second. */
    boolean isFilled(long second) {
        for (long millisecond = second - SECOND; millisecond < second; ) {
            long at = millisecond;
            long until = filled.stream()
                    .filter(range -> range.from <= at && at < range.until)
                    .mapToLong(Range::until)
                    .max()
                    .orElse(at);
            if (until == at) {
                return false;
            }
            millisecond = until;
        }
        return true;
    }

    /** The last second up to this one that a feed covered or whose trades were fetched; {@link Long#MIN_VALUE} if none. */
    long lastCovered(long second) {
        Long last = covered.floor(second);
        return last == null ? Long.MIN_VALUE : last;
    }
}

package io.market1s.resample.bar;

import io.market1s.data.Evidence;
import io.market1s.data.Filled;
import io.market1s.data.Heartbeat;
import io.market1s.data.Withdrawn;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The rules about evidence as they are written down, computed from all of a symbol's evidence at once. */
record EvidenceRules(List<Evidence> evidence) {
    static EvidenceRules of(List<Input> events, String symbol) {
        return new EvidenceRules(events.stream()
                .filter(event -> event.symbol().equals(symbol) && event instanceof Input.OfEvidence)
                .map(event -> ((Input.OfEvidence) event).evidence())
                .toList());
    }

    /** Whether the second is covered: by a heartbeat, withdrawn or not, or by filled ranges. */
    boolean covers(Instant second) {
        return evidence.stream()
                        .anyMatch(one -> one instanceof Heartbeat heartbeat
                                && heartbeat.second().equals(second))
                || isFilled(second);
    }

    /** Whether one feed vouches for the second and the next. */
    boolean isComplete(Instant second, Instant lastClosed) {
        Set<String> feeds = feeds(second);
        if (!second.equals(lastClosed)) {
            feeds.retainAll(feeds(second.plusSeconds(1)));
        }
        return !feeds.isEmpty();
    }

    /** Those with a heartbeat for the second that is not withdrawn. */
    private Set<String> feeds(Instant second) {
        return evidence.stream()
                .filter(one -> one instanceof Heartbeat heartbeat
                        && heartbeat.second().equals(second)
                        && !isWithdrawn(heartbeat))
                .map(one -> ((Heartbeat) one).feed())
                .collect(Collectors.toCollection(HashSet::new));
    }

    private boolean isWithdrawn(Heartbeat heartbeat) {
        Instant end = heartbeat.second();
        return evidence.stream()
                .anyMatch(one -> one instanceof Withdrawn withdrawn
                        && withdrawn.feed().equals(heartbeat.feed())
                        && withdrawn.from().isBefore(end)
                        && withdrawn.until().isAfter(end.minusSeconds(1)));
    }

    /** Whether the filled ranges together hold every instant of the second. */
    boolean isFilled(Instant second) {
        Instant reached = second.minusSeconds(1);
        for (Instant before = Instant.MIN; reached.isBefore(second) && reached.isAfter(before); ) {
            before = reached;
            for (Evidence one : evidence) {
                if (one instanceof Filled filled
                        && !filled.from().isAfter(reached)
                        && filled.until().isAfter(reached)) {
                    reached = filled.until();
                }
            }
        }
        return !reached.isBefore(second);
    }
}

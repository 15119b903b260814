package io.market1s.resample.rebuild;

import io.market1s.data.EventTimes;
import io.market1s.data.topic.Topics;
import io.market1s.resample.stream.LogEnds;
import io.market1s.resample.stream.ResampleRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which rows are written and which part of the raw log is read for them.
 *
 * @param from the first {@code ts} that is written
 * @param to the last {@code ts} that is written
 * @param starts where reading starts
 * @param ends where the log ended when the plan was made; reading stops there
 */
record RebuildPlan(Instant from, Instant to, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {
    RebuildPlan {
        starts = Map.copyOf(starts);
        ends = Map.copyOf(ends);
    }

    /**
     * Plans a rebuild.
     *
     * @throws IllegalStateException if there is nothing to rebuild, with the reason
     */
    static RebuildPlan of(RebuildRequest request, ResampleRules rules, LeadIn leadIn, RawLog log, Instant now)
            throws InterruptedException {
        Map<TopicPartition, Long> ends = log.ends(log.partitions());
        Instant firstCovered = leadIn.firstCovered()
                .orElseThrow(() -> new IllegalStateException(
                        "nothing to rebuild yet: no second was ever covered; is the ingest running?"));
        Instant earliest = leadIn.earliestExact();
        Instant from = request.from() == null || request.from().isBefore(earliest) ? earliest : request.from();
        Instant to = last(request, rules, now);
        Instant first = firstCovered.isAfter(from) ? firstCovered : from;
        if (to.isBefore(first)) {
            throw new IllegalStateException("nothing to rebuild yet: the first row that the raw log gives exactly is "
                    + first + ", the last one that may be written is " + to
                    + (isBesideLive(request) ? "; what is later can still be changed by the live service" : ""));
        }
        return new RebuildPlan(from, to, leadIn.starts(from), ends);
    }

    /** The same, when everything before these offsets is done. */
    RebuildPlan from(Map<TopicPartition, Long> done) {
        return new RebuildPlan(from, to, done, ends);
    }

    /** The ends as the topology is told them: when they are processed, everything up to {@link #closingTo} closes. */
    LogEnds logEnds() {
        return new LogEnds(closingTo(), ends, starts);
    }

    /** Whether a row is complete is known when the next second is closed. */
    Instant closingTo() {
        return to.plusSeconds(1);
    }

    /** How many partitions each raw topic has. */
    int partitions() {
        return ends.size() / Topics.RESAMPLED.size();
    }

    /** How many records there are to read. */
    long records() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - starts.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** An unfinished view of a recent second must never overwrite the live service's finished one. */
    private static Instant last(RebuildRequest request, ResampleRules rules, Instant now) {
        boolean besideLive = isBesideLive(request);
        Duration open = besideLive ? rules.horizon().plus(EventTimes.SLACK) : rules.grace();
        Instant last = now.minus(open).minusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        Instant asked = request.to();
        return asked == null || (besideLive && asked.isAfter(last)) ? last : asked;
    }

    private static boolean isBesideLive(RebuildRequest request) {
        return request.topic().equals(Topics.MARKET_1S) && !request.alone();
    }
}

package io.market1s.resample.rebuild;

import io.market1s.data.EventTimes;
import io.market1s.data.Topics;
import io.market1s.resample.stream.LogEnds;
import io.market1s.resample.stream.ResampleRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Which part of the raw log is read and which rows are written. A row needs what was carried into it: the exchange is
 * asked for snapshots of every symbol once a key-frame interval, and a snapshot takes effect at the latest when it is
 * received, so that reading from one interval and the horizon before a row is enough for its book and last trade.
 * Which rows exist follows from the heartbeats of one keep-alive before.
 *
 * @param from the first {@code ts} that is written
 * @param to the last {@code ts} that is written
 * @param starts where reading starts
 * @param ends where the log ended when the plan was made; reading stops there
 */
record RebuildPlan(Instant from, Instant to, Map<TopicPartition, Long> starts, Map<TopicPartition, Long> ends) {

    /** How often the ingest asks for snapshots, with room for one that failed. */
    static final Duration KEY_FRAMES = Duration.ofMinutes(11);

    RebuildPlan {
        starts = Map.copyOf(starts);
        ends = Map.copyOf(ends);
    }

    /**
     * Plans a rebuild.
     *
     * @throws IllegalStateException if there is nothing to rebuild, with the reason
     */
    static RebuildPlan of(RebuildRequest request, ResampleRules rules, RawLog log, Instant now)
            throws InterruptedException {
        List<TopicPartition> partitions = log.partitions();
        Map<TopicPartition, Long> ends = log.ends(partitions);
        Map<TopicPartition, Long> heads = log.heads(partitions);
        Duration lead = KEY_FRAMES.plus(rules.horizon());
        Instant earliest = earliest(heads, log.headTimes(partitions), lead, rules.keepAlive());
        Instant from = request.from() == null || request.from().isBefore(earliest) ? earliest : request.from();
        Instant to = last(request, rules, now);
        if (to.isBefore(from)) {
            throw new IllegalStateException("nothing to rebuild: the first row that the raw log gives exactly is "
                    + from + ", the last one that may be written is " + to);
        }
        return new RebuildPlan(from, to, starts(partitions, heads, from, lead, rules.keepAlive(), log), ends);
    }

    /** The ends as the topology is told them: with them processed, everything up to one second after the last row closes. */
    LogEnds logEnds() {
        return new LogEnds(closingTo(), ends, starts);
    }

    /** Whether a row is complete is known when the next second is closed. */
    Instant closingTo() {
        return to.plusSeconds(1);
    }

    /** How many records there are to read. */
    long records() {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - starts.getOrDefault(end.getKey(), 0L)))
                .sum();
    }

    /** Where retention has cut a topic, the first rows after the cut would lack what was carried into them. */
    private static Instant earliest(
            Map<TopicPartition, Long> heads,
            Map<TopicPartition, Instant> headTimes,
            Duration lead,
            Duration keepAlive) {
        Instant earliest = Instant.EPOCH;
        for (Map.Entry<TopicPartition, Instant> head : headTimes.entrySet()) {
            if (heads.getOrDefault(head.getKey(), 0L) > 0) {
                Duration needed = head.getKey().topic().equals(Topics.HEARTBEAT) ? keepAlive : lead;
                Instant exact = head.getValue()
                        .plus(needed)
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusSeconds(1);
                earliest = exact.isAfter(earliest) ? exact : earliest;
            }
        }
        return earliest;
    }

    /** An unfinished view of a recent second must never overwrite the live service's finished one. */
    private static Instant last(RebuildRequest request, ResampleRules rules, Instant now) {
        boolean besideLive = request.topic().equals(Topics.MARKET_1S) && !request.alone();
        Duration open = besideLive ? rules.horizon().plus(EventTimes.SLACK) : rules.grace();
        Instant last = now.minus(open).minusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        Instant asked = request.to();
        return asked == null || (besideLive && asked.isAfter(last)) ? last : asked;
    }

    private static Map<TopicPartition, Long> starts(
            List<TopicPartition> partitions,
            Map<TopicPartition, Long> heads,
            Instant from,
            Duration lead,
            Duration keepAlive,
            RawLog log)
            throws InterruptedException {
        if (from.minus(lead).isBefore(Instant.EPOCH)) {
            return heads;
        }
        Map<TopicPartition, Long> starts = new HashMap<>(log.at(partitions, from.minus(lead)));
        starts.keySet().removeIf(partition -> partition.topic().equals(Topics.HEARTBEAT));
        List<TopicPartition> heartbeats = partitions.stream()
                .filter(partition -> partition.topic().equals(Topics.HEARTBEAT))
                .toList();
        starts.putAll(log.at(heartbeats, from.minus(keepAlive)));
        return starts;
    }
}

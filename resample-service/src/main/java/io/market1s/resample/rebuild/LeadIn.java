package io.market1s.resample.rebuild;

import io.market1s.data.topic.Topics;
import io.market1s.resample.stream.ResampleRules;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far before a row its raw records have to be read. The ingest asks for snapshots of every symbol once a key-frame
 * interval, and a snapshot takes effect at the latest when it is received: reading from one interval and the horizon
 * before a row is enough for its book and last trade. Which rows exist follows from the heartbeats of one keep-alive
 * before.
 */
final class LeadIn {
    private static final Logger LOG = LoggerFactory.getLogger(LeadIn.class);
    private static final List<String> CARRIED = List.of(Topics.TRADE, Topics.ORDERBOOK);

    private final Duration keyFrames;
    private final ResampleRules rules;
    private final RawLog log;
    private final KeyScan scan;

    /**
     * A lead-in under these rules.
     *
     * @param keyFrames the ingest's interval between key frames
     */
    LeadIn(Duration keyFrames, ResampleRules rules, RawLog log, KeyScan scan) {
        this.keyFrames = keyFrames;
        this.rules = rules;
        this.log = log;
        this.scan = scan;
    }

    /** The first row that the log gives exactly: where retention has cut a topic, the next ones lack what they carried. */
    Instant earliestExact() throws InterruptedException {
        List<TopicPartition> partitions = log.partitions();
        Map<TopicPartition, Long> heads = log.heads(partitions);
        Instant earliest = Instant.EPOCH;
        for (Map.Entry<TopicPartition, Instant> head : log.headTimes(partitions).entrySet()) {
            if (heads.getOrDefault(head.getKey(), 0L) > 0) {
                boolean heartbeats = head.getKey().topic().equals(Topics.HEARTBEAT);
                Instant exact = head.getValue()
                        .plus(heartbeats ? rules.keepAlive() : shortest())
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plusSeconds(1);
                earliest = exact.isAfter(earliest) ? exact : earliest;
            }
        }
        return earliest;
    }

    /**
     * The first second that was covered, as far as the log tells: a moment later than the truth if heartbeats of several
     * replicas were not written in order. Empty if none is there.
     */
    Optional<Instant> firstCovered() throws InterruptedException {
        return log.headTimes(of(List.of(Topics.HEARTBEAT), log.partitions())).values().stream()
                .min(Instant::compareTo);
    }

    /** Where to start reading, so that the rows from {@code from} on are exact. */
    Map<TopicPartition, Long> starts(Instant from) throws InterruptedException {
        List<TopicPartition> partitions = log.partitions();
        Duration lead = shortest();
        if (from.isBefore(Instant.EPOCH.plus(lead))) {
            return log.heads(partitions);
        }
        List<TopicPartition> heartbeats = of(List.of(Topics.HEARTBEAT), partitions);
        List<TopicPartition> carried = of(CARRIED, partitions);
        Map<TopicPartition, Long> starts = new HashMap<>(log.at(heartbeats, from.minus(rules.keepAlive())));
        // A symbol that begins later brings its snapshot along.
        Set<String> symbols = scan.symbols(starts, log.at(heartbeats, from)).getOrDefault(Topics.HEARTBEAT, Set.of());
        Map<TopicPartition, Long> atFrom = log.at(carried, from);
        Map<TopicPartition, Long> carriedStarts = log.at(carried, from.minus(lead));
        while (!isHead(carriedStarts, log.heads(carried))) {
            Set<String> without = without(symbols, scan.symbols(carriedStarts, atFrom));
            if (without.isEmpty()) {
                break;
            }
            lead = lead.multipliedBy(2);
            LOG.info("no key frame of {} in the span before {}; stepping back {}", without, from, lead);
            carriedStarts = log.at(carried, latest(from.minus(lead), Instant.EPOCH));
        }
        starts.putAll(carriedStarts);
        return starts;
    }

    private Duration shortest() {
        return keyFrames.plus(rules.horizon());
    }

    private static Set<String> without(Set<String> symbols, Map<String, Set<String>> seen) {
        Set<String> without = new HashSet<>();
        CARRIED.forEach(topic -> symbols.stream()
                .filter(symbol -> !seen.getOrDefault(topic, Set.of()).contains(symbol))
                .forEach(without::add));
        return without;
    }

    /** Retention may have moved the heads on since the starts were found. */
    private static boolean isHead(Map<TopicPartition, Long> starts, Map<TopicPartition, Long> heads) {
        return starts.entrySet().stream().allMatch(start -> start.getValue() <= heads.getOrDefault(start.getKey(), 0L));
    }

    private static List<TopicPartition> of(List<String> topics, List<TopicPartition> partitions) {
        return partitions.stream()
                .filter(partition -> topics.contains(partition.topic()))
                .collect(Collectors.toList());
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}

package io.market1s.resample.rebuild;

import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.resample.ResampleSettings;
import io.market1s.resample.StreamsConfiguration;
import io.market1s.resample.stream.BarOutput;
import io.market1s.resample.stream.LogEnds;
import io.market1s.resample.stream.ResampleTopology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One rebuild: the live topology under an application id of its own, from a place in the log to the log's end as it was
 * when it started. It stops by itself and leaves nothing in Kafka but the bars. One thread runs it, once.
 *
 * <p>It writes each second once, when nothing that is still to be read can change it. So a rebuild that is killed leaves
 * every row as it was or right. It also leaves a consumer group and a changelog: the same request goes on from there.
 */
public final class Rebuild {
    private static final String ID_PREFIX = "market-1s-rebuild-";
    private static final long REPORT_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(Rebuild.class);

    private final ResampleSettings settings;
    private final InstantSource clock;
    private final AtomicReference<Throwable> death = new AtomicReference<>();

    public Rebuild(ResampleSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What a rebuild did.
     *
     * @param from the first {@code ts} that was written
     * @param to the last {@code ts} that was written
     * @param records raw records that were read
     * @param ends where it stopped reading
     */
    public record Result(Instant from, Instant to, long records, Duration took, Map<TopicPartition, Long> ends) {
        /** For a person. */
        public String inWords() {
            long millis = Math.max(1, took.toMillis());
            return "%s to %s from %d records in %.1f s (%d a second)"
                    .formatted(
                            from.equals(Instant.EPOCH) ? "the first second" : from,
                            to,
                            records,
                            millis / 1000.0,
                            records * 1000 / millis);
        }
    }

    /**
     * Rebuilds and returns when all bars are committed.
     *
     * @throws IllegalStateException if there is nothing to rebuild or it could not be done, with the reason
     */
    public Result run(RebuildRequest request) throws InterruptedException {
        Instant begin = clock.instant();
        String applicationId = applicationId(request);
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            RawLog log = new RawLog(admin);
            LeadIn leadIn = new LeadIn(settings.keyFrames(), settings.rules(), log, new KeyScan(settings.kafka()));
            RebuildPlan plan = RebuildPlan.of(request, settings.rules(), leadIn, log, begin);
            Leftovers leftovers = new Leftovers(admin);
            Optional<Map<TopicPartition, Long>> committed =
                    leftovers.goesOnFrom(applicationId, log.heads(plan.ends().keySet()));
            if (committed.isPresent()) {
                plan = plan.from(committed.get());
                LOG.info("going on with the rebuild that was stopped; to begin anew, give another first row (--from)");
            } else {
                leftovers.remove(applicationId);
                startAt(plan.starts(), applicationId, admin);
            }
            LOG.info(
                    "rebuilding {} to {} into {}: {} records to read",
                    plan.from(),
                    plan.to(),
                    request.topic(),
                    plan.records());
            int tasks = plan.partitions();
            new TopicSetup(admin)
                    .ensure(
                            List.of(Topics.bars(request.topic())),
                            tasks,
                            settings.topics().replication());
            RebuildProgress progress = new RebuildProgress(plan.closingTo(), tasks);
            try {
                run(plan, request.topic(), settings.as(applicationId), progress);
            } catch (InterruptedException e) {
                LOG.warn(
                        "stopped; every row up to {} is written, and none is wrong; the same command goes on from there",
                        progress.closedUpTo().map(Instant::toString).orElse("the start"));
                throw e;
            }
            leftovers.remove(prefix(request));
            Duration took = Duration.between(begin, clock.instant());
            LOG.info("rebuilt: {} records in {} ms", progress.records(), took.toMillis());
            return new Result(plan.from(), plan.to(), progress.records(), took, plan.ends());
        }
    }

    /**
     * The same for the same request under the same rules, so that it goes on, and different for any other, so that they can
     * run together.
     */
    private String applicationId(RebuildRequest request) {
        String asked = request.topic() + " " + request.from() + " " + request.to() + " " + settings.rules();
        return prefix(request) + UUID.nameUUIDFromBytes(asked.getBytes(StandardCharsets.UTF_8));
    }

    /** A comparison does not remove what a rebuild of the table goes on from. */
    private static String prefix(RebuildRequest request) {
        return ID_PREFIX + (request.topic().equals(Topics.MARKET_1S) ? "table-" : "copy-");
    }

    private void run(RebuildPlan plan, String topic, ResampleSettings own, RebuildProgress progress)
            throws InterruptedException {
        LogEnds logEnds = plan.logEnds();
        Topology topology = ResampleTopology.build(
                own.rules(),
                plan.partitions(),
                BarOutput.rebuilt(topic, plan.from(), plan.to()),
                () -> logEnds,
                progress);
        try (KafkaStreams streams = new KafkaStreams(topology, StreamsConfiguration.ofTransient(own))) {
            streams.setUncaughtExceptionHandler(exception -> {
                death.compareAndSet(null, exception);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            try {
                streams.start();
                long before = 0;
                while (!progress.await(REPORT_SECONDS)) {
                    Throwable cause = death.get();
                    if (cause != null) {
                        throw new IllegalStateException("the rebuild died: " + cause, cause);
                    }
                    report(plan, progress, before);
                    before = progress.records();
                }
            } finally {
                streams.close(CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP));
                streams.cleanUp();
                removeFolder(own.application()
                        .stateDirectory()
                        .resolve(own.application().id()));
            }
        }
    }

    /** Streams removes the state in it, but leaves the folder and the file that names the process. */
    private static void removeFolder(Path folder) {
        try {
            Utils.delete(folder.toFile());
        } catch (IOException e) {
            LOG.warn("{} is left behind: {}", folder, e.toString());
        }
    }

    private static void report(RebuildPlan plan, RebuildProgress progress, long before) {
        long records = progress.records();
        long rate = (records - before) / REPORT_SECONDS;
        long left = Math.max(0, plan.records() - records);
        LOG.info(
                "up to {}: {} of {} records, {} a second, about {} s left",
                progress.closedUpTo().map(Instant::toString).orElse("the start"),
                records,
                plan.records(),
                rate,
                rate == 0 ? "?" : Long.toString(left / rate));
    }

    private static void startAt(Map<TopicPartition, Long> starts, String group, Admin admin)
            throws InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
        starts.forEach((partition, offset) -> offsets.put(partition, new OffsetAndMetadata(offset)));
        RawLog.get(admin.alterConsumerGroupOffsets(group, offsets).all());
    }
}

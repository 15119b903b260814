package io.market1s.resample.stream;

import io.market1s.data.Bar;
import io.market1s.data.EventTimes;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.resample.bar.Resampler;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One task's part of the resampler: merges raw records, closes seconds by the wall clock while it is current and by
 * stream time while it is behind, and emits bars. A rebuild closes what is final instead. Used by its stream thread only.
 */
@SuppressWarnings("NullAway.Init") // init() is the constructor's second half.
final class BarProcessor implements Processor<byte[], byte[], String, Bar> {
    /** A second that could not be closed at once, because the broker's answer came late, need not wait for the next. */
    private static final Duration TICK = Duration.ofMillis(100);

    /** Bars per call: well under a second of work. */
    private static final int CLOSING_BUDGET = 10_000;

    private static final int CORRECTION_BUDGET = 2_000;

    /** Closer to the wall clock than this, somebody waits for the bar: it is committed at once. */
    private static final Duration LIVE = Duration.ofSeconds(5);

    private final ResampleRules rules;
    private final ClosingRule rule;
    private final int partitions;
    private final BarOutput output;
    private final Supplier<@Nullable LogEnds> logEnds;
    private final TaskWatcher watcher;
    private final SkippedRecords skipped = new SkippedRecords();

    private ProcessorContext<String, Bar> context;
    private Resampler resampler;
    private RawEvents events;
    private TaskProgress progress;
    private Instant lastCorrection = Instant.MIN;
    private @Nullable Instant lastPunctuation;

    BarProcessor(
            ResampleRules rules,
            int partitions,
            BarOutput output,
            Supplier<@Nullable LogEnds> logEnds,
            TaskWatcher watcher) {
        this.rules = rules;
        this.partitions = partitions;
        this.rule = new ClosingRule(rules.grace(), rules.horizon().plus(EventTimes.SLACK));
        this.output = output;
        this.logEnds = logEnds;
        this.watcher = watcher;
    }

    @Override
    public void init(ProcessorContext<String, Bar> processorContext) {
        context = processorContext;
        FactStore store = context.getStateStore(ResampleTopology.STORE);
        resampler = new Resampler(rules.keepAlive(), output.onlyFinal(), store);
        try (FactStore.Facts facts = store.facts()) {
            resampler.restore(facts);
        }
        int partition = context.taskId().partition();
        events = new RawEvents(resampler, rules.horizon(), new HomePartition(partition, partitions));
        List<TopicPartition> inputs = Topics.RESAMPLED.stream()
                .map(topic -> new TopicPartition(topic, partition))
                .toList();
        progress = new TaskProgress(inputs);
        Instant anchor = wholeSecond(now()).plus(rule.grace());
        context.schedule(anchor, TICK, PunctuationType.WALL_CLOCK_TIME, time -> punctuate(Instant.ofEpochMilli(time)));
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        watcher.read(metadata.topic());
        try {
            count(events.merge(metadata.topic(), record), metadata);
        } catch (MalformedException e) {
            // The ingest lets nothing of this kind through: somebody else writes here. The bytes stay where they are.
            watcher.noticed(TaskWatcher.RecordAnomaly.MALFORMED);
            skipped.add("not the ingest's: " + e.reason(), metadata);
        }
        progress.processed(
                new TopicPartition(metadata.topic(), metadata.partition()),
                metadata.offset(),
                Instant.ofEpochMilli(record.timestamp()));
        if (!output.onlyFinal()) {
            closeUpTo(rule.behindLimit(now(), streamTime()), now());
        }
    }

    @Override
    public void close() {
        skipped.tell();
        watcher.gone(context.taskId().partition());
    }

    private void count(Resampler.Merge merge, RecordMetadata metadata) {
        if (merge == Resampler.Merge.AFTER_CLOSE) {
            watcher.noticed(TaskWatcher.RecordAnomaly.LATE);
        } else if (merge == Resampler.Merge.FORGOTTEN) {
            watcher.noticed(TaskWatcher.RecordAnomaly.FORGOTTEN);
            skipped.add("of a second no longer remembered, held back longer than the slack allows", metadata);
        }
    }

    private void punctuate(Instant now) {
        if (lastPunctuation != null) {
            Duration late = Duration.between(lastPunctuation.plus(TICK), now);
            watcher.punctuated(late.isNegative() ? Duration.ZERO : late);
        }
        lastPunctuation = now;
        skipped.tell(now);
        LogEnds latest = logEnds.get();
        if (latest != null) {
            progress.compare(latest);
        }
        closeUpTo(limit(now), now);
        boolean waits = output.onlyFinal() && progress.currentAt().equals(Instant.MIN);
        if (!waits) {
            correct(now);
        }
        resampler.forgetBefore(rule.floor(progress.readUpTo()), now, this::emit);
        watcher.at(
                context.taskId().partition(),
                new TaskWatcher.TaskState(
                        resampler.closedUpTo(), progress.currentAt(), progress.records(), resampler.hasCorrections()));
    }

    private Instant limit(Instant now) {
        return output.onlyFinal()
                ? rule.finalLimit(progress.currentAt(), progress.readUpTo())
                : rule.limit(now, progress.currentAt(), streamTime());
    }

    private void closeUpTo(Instant limit, Instant now) {
        Instant closed = resampler.closedUpTo();
        if (closed == null || limit.isBefore(closed.plusSeconds(1))) {
            return;
        }
        if (resampler.close(limit, CLOSING_BUDGET, now, this::emit) > 0) {
            commitIfLive(limit, now);
        }
    }

    /** Once a second, after the second that is due: what changes many times in a second is corrected once. */
    private void correct(Instant now) {
        Instant second = wholeSecond(now.minus(rule.grace()));
        if (second.equals(lastCorrection)) {
            return;
        }
        lastCorrection = second;
        if (resampler.correct(CORRECTION_BUDGET, now, this::emit) > 0) {
            commitIfLive(now, now);
        }
    }

    private void commitIfLive(Instant limit, Instant now) {
        if (limit.isAfter(now.minus(LIVE))) {
            context.commit();
        }
    }

    private void emit(Bar bar) {
        if (!output.contains(bar.content().ts())) {
            return;
        }
        context.forward(
                new Record<>(bar.content().symbol(), bar, bar.content().ts().toEpochMilli()));
        watcher.emitted(bar);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }

    private Instant streamTime() {
        return Instant.ofEpochMilli(context.currentStreamTimeMs());
    }

    private static Instant wholeSecond(Instant time) {
        return Instant.ofEpochSecond(time.getEpochSecond());
    }
}

package io.market1s.drill.ingest;

import io.market1s.simulator.fault.ConnectionFaults;
import io.market1s.simulator.fault.Faults;
import io.market1s.simulator.fault.Garbage;
import io.market1s.simulator.fault.StreamFaults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Causes a random fault of the exchange every few seconds, on one connection or on all, from {@link #start} to {@link
 * #close}. After that no fault is left.
 */
final class RandomFaults implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RandomFaults.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);

    private static final List<Garbage> GARBAGE = List.of(Garbage.values());

    private final Faults faults;
    private final Random random;
    private final Map<String, Integer> struck = new TreeMap<>();
    private boolean suspended;
    private boolean closed;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "trouble"));

    private RandomFaults(Faults faults, Random random) {
        this.faults = faults;
        this.random = random;
    }

    static RandomFaults start(Faults faults, Random random) {
        RandomFaults trouble = new RandomFaults(faults, random);
        trouble.later();
        return trouble;
    }

    /** How often it struck, by kind. */
    synchronized Map<String, Integer> struck() {
        return new TreeMap<>(struck);
    }

    /** Causes no fault until {@link #resume}. */
    synchronized void suspend() {
        suspended = true;
        faults.clear();
    }

    synchronized void resume() {
        suspended = false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdownNow();
        faults.clear();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // What fails shows as kinds that never struck.
    private void later() {
        long pause = 1000L + random.nextInt((int) LONGEST_PAUSE.toMillis() - 1000);
        thread.schedule(
                () -> {
                    later();
                    strike();
                },
                pause,
                TimeUnit.MILLISECONDS);
    }

    private synchronized void strike() {
        if (closed || suspended) {
            return;
        }
        List<Long> open = faults.connections();
        boolean all = open.isEmpty() || random.nextInt(3) == 0;
        ConnectionFaults victims = all ? faults.all() : faults.connection(open.get(random.nextInt(open.size())));
        String kind =
                switch (random.nextInt(6)) {
                    case 0 -> {
                        victims.drop();
                        yield "drop";
                    }
                    case 1 -> {
                        victims.close(1000);
                        yield "close";
                    }
                    case 2 -> {
                        victims.stall(upTo(8_000));
                        yield "stall";
                    }
                    case 3 -> {
                        // A back-fill begins 2 s before the last frame, so no trade may be delayed by more.
                        StreamFaults disorder = StreamFaults.NONE
                                .withDelay(upTo(400))
                                .withReordered(random.nextDouble() / 2, upTo(1_100))
                                .withDuplicates(random.nextDouble() / 2);
                        faults.disturb(disorder, upTo(8_000));
                        yield "disorder";
                    }
                    default -> {
                        victims.send(GARBAGE.get(random.nextInt(GARBAGE.size())));
                        yield "garbage";
                    }
                };
        struck.merge(kind, 1, Integer::sum);
        LOG.info("{} of {}", kind, all ? "all connections" : "one connection");
    }

    private Duration upTo(int millis) {
        return Duration.ofMillis(1 + random.nextInt(millis));
    }
}

package io.market1s.local.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.connect.runtime.AbstractStatus;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a failed sink again: the task fails for good when PostgreSQL is away for a moment, and loses nothing by being
 * restarted. The pause between attempts doubles up to a cap while it keeps failing. Watches on a thread of its own until
 * {@link #close}.
 */
public final class SinkSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SinkSupervisor.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(8);
    /** After this time without a failure, the pause begins at its shortest again. */
    private static final Duration CALM = Duration.ofSeconds(30);

    private final ConnectWorker worker;
    private final String connector;
    private final AtomicInteger restarts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    private Duration pause = FIRST_PAUSE;
    private long lastRestartNanos = System.nanoTime() - CALM.toNanos();

    public SinkSupervisor(ConnectWorker worker, String connector) {
        this.worker = worker;
        this.connector = connector;
        this.thread = new Thread(this::watch, "sink-supervisor");
        thread.setDaemon(true);
    }

    /** Starts the thread that watches. */
    public void start() {
        thread.start();
    }

    /** How often the sink was started again. */
    public int restarts() {
        return restarts.get();
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        try {
            List<String> causes = failures(worker.status(connector));
            if (!causes.isEmpty()) {
                restart(causes.get(0));
            }
        } catch (RuntimeException e) {
            LOG.warn("cannot get the state of connector {}", connector, e);
        }
    }

    private void restart(String cause) {
        Duration calm = Duration.ofNanos(System.nanoTime() - lastRestartNanos);
        if (calm.compareTo(CALM) >= 0) {
            pause = FIRST_PAUSE;
        } else if (calm.compareTo(pause) < 0) {
            return;
        } else {
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
        lastRestartNanos = System.nanoTime();
        LOG.warn("the sink failed and is started again: {}", cause);
        restarts.incrementAndGet();
        worker.restartFailed(connector);
    }

    private static List<String> failures(ConnectorStateInfo status) {
        List<ConnectorStateInfo.AbstractState> states = new ArrayList<>(status.tasks());
        states.add(status.connector());
        return states.stream()
                .filter(state -> state.state().equals(AbstractStatus.State.FAILED.name()))
                .map(state -> rootCause(state.trace()))
                .toList();
    }

    /** The last cause's line of a stack trace. */
    private static String rootCause(String trace) {
        String cause = trace.lines().findFirst().orElse("unknown");
        for (String line : trace.lines().toList()) {
            if (line.startsWith("Caused by: ")) {
                cause = line.substring("Caused by: ".length());
            }
        }
        return cause;
    }
}

package io.market1s.drill.part;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a part running as systemd or Kubernetes would: a part that has ended, for any reason, is started again a moment
 * later. Runs a thread of its own from {@link #start} to {@link #close}, which ends the part too.
 */
public final class Supervisor implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);
    private static final Duration RESTART_AFTER = Duration.ofMillis(500);
    private static final Duration STOPPING = Duration.ofSeconds(30);
    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final Part part;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;
    private boolean killed;
    private int ownEnds;

    private Supervisor(Part part) {
        this.part = part;
        this.thread = new Thread(this::watch, "supervisor-" + part.name());
    }

    /** Starts a part and begins to watch it. */
    public static Supervisor start(Part part) throws Exception {
        part.start();
        Supervisor supervisor = new Supervisor(part);
        supervisor.thread.start();
        return supervisor;
    }

    public Part part() {
        return part;
    }

    /** SIGKILL; it comes back as it would in production. Nothing happens to a part that is down already. */
    public synchronized void kill() throws Exception {
        if (part.isAlive()) {
            killed = true;
            part.kill();
        }
    }

    /** Ends it in order and lets it come back. */
    public synchronized void restart() throws Exception {
        killed = true;
        part.stop(STOPPING);
    }

    /** How often it has ended, or could not start, without having been killed here. */
    public synchronized int ownEnds() {
        return ownEnds;
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
            part.stop(STOPPING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.warn("cannot stop {}", part.name(), e);
        }
    }

    private void watch() {
        try {
            while (!closed.await(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                if (hasEnded() && !closed.await(RESTART_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                    startAgain();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            LOG.error("nobody looks after {} any more", part.name(), e);
        }
    }

    private synchronized boolean hasEnded() throws Exception {
        if (part.isAlive()) {
            return false;
        }
        if (!killed) {
            ownEnds++;
            LOG.warn("{} has ended by itself and is started again", part.name());
        }
        killed = false;
        return true;
    }

    private void startAgain() {
        try {
            part.start();
            LOG.info("{} is started again", part.name());
        } catch (Exception e) {
            LOG.warn("{} does not start: {}", part.name(), e.getMessage());
        }
    }
}

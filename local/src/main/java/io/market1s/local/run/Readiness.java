package io.market1s.local.run;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits at the start until the servers work, so that the first rows are as quick as the others. */
final class Readiness {
    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private Readiness() {}

    /** Waits until the condition holds, for a limited time; nothing is lost if it does not hold by then. */
    static void await(BooleanSupplier ready) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!ready.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                LOG.warn("not everything is ready after {} s; the start goes on", PATIENCE.toSeconds());
                return;
            }
            Thread.sleep(LOOK_EVERY.toMillis());
        }
    }
}

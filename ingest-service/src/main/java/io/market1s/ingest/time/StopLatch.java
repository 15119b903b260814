package io.market1s.ingest.time;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Waiting that ends at once when its thread is asked to stop. Thread-safe. */
public final class StopLatch {
    private final CountDownLatch asked = new CountDownLatch(1);

    public void ask() {
        asked.countDown();
    }

    public boolean isAsked() {
        return asked.getCount() == 0;
    }

    /** Waits; returns whether it was asked to stop. */
    public boolean pause(Duration duration) throws InterruptedException {
        return asked.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
}

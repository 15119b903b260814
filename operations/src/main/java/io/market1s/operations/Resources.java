package io.market1s.operations;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was opened, closed in the opposite order. One that fails to close keeps no other from it. Thread-safe.
 */
public final class Resources implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

    private final Deque<AutoCloseable> opened = new ConcurrentLinkedDeque<>();

    /** Takes charge of a resource. */
    public <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        return resource;
    }

    /** Closes what is still open; a second call does nothing. */
    @Override
    public void close() {
        AutoCloseable resource;
        while ((resource = opened.poll()) != null) {
            try {
                resource.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn(
                        "cannot close {} in an orderly way", resource.getClass().getSimpleName(), e);
            }
        }
    }
}

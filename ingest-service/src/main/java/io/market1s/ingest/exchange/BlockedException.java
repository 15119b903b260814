package io.market1s.ingest.exchange;

import java.io.IOException;
import java.time.Duration;

/** The exchange is not asked, because it has blocked this process. */
public final class BlockedException extends IOException {
    private static final long serialVersionUID = 1;

    private final Duration left;

    BlockedException(Duration left) {
        super("blocked by the exchange for " + left.toSeconds() + " s more");
        this.left = left;
    }

    /** How long the block still lasts. */
    public Duration left() {
        return left;
    }
}

package io.market1s.local;

import io.market1s.local.folder.Ports;
import io.market1s.settings.BadUseException;
import java.util.concurrent.ThreadLocalRandom;

/** Finds ports for runs that are told their ports by offset, as a user tells them. */
final class FreePorts {
    /** The ports that it leads to end below those that systems give to clients. */
    private static final int MAX_OFFSET = 13_000;

    private static final int TRIES = 1000;

    private FreePorts() {}

    /** An offset at which every port was free a moment ago; by chance, because other builds look at the same time. */
    static int offset() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int offset = ThreadLocalRandom.current().nextInt(1, MAX_OFFSET);
            try {
                Ports.offsetBy(offset).requireFree(true);
                return offset;
            } catch (BadUseException e) {
                // Somebody else's; the next.
            }
        }
        throw new IllegalStateException("no free ports");
    }
}

package io.market1s.local;

import io.market1s.local.folder.Ports;
import io.market1s.operations.TestPorts;
import io.market1s.settings.BadUseException;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for runs that are told their ports by offset, as a user tells them; {@link TestPorts} says why by chance. */
public final class FreePorts {
    /** What another offset leads to is none of this one's ports. */
    private static final int STEP = 32;
    /** The ports that the last one leads to end below those that systems give to clients. */
    private static final int OFFSETS = 400;
    /** Beside the documented ports: who listens here has the offset. */
    private static final int SIGN = 18_086;

    private static final int TRIES = 1000;

    private FreePorts() {}

    /** Ports that are free and no other test's until this JVM ends. */
    public static Ports take() {
        return Ports.offsetBy(offset());
    }

    /** An offset that leads to such ports. */
    static int offset() {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            int offset = STEP * ThreadLocalRandom.current().nextInt(1, OFFSETS);
            if (TestPorts.hold(SIGN + offset) && areFree(Ports.offsetBy(offset))) {
                return offset;
            }
        }
        throw new IllegalStateException("no free ports");
    }

    private static boolean areFree(Ports ports) {
        try {
            ports.requireFree(true);
            return true;
        } catch (BadUseException e) {
            return false;
        }
    }
}

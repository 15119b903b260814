package io.market1s.local;

/** Finds ports for runs that are told their ports by offset, as a user tells them. */
final class FreePorts {
    private FreePorts() {}

    /** An offset at which every port was free a moment ago. */
    static int offset() {
        for (int offset = 20_000; offset < 40_000; offset += 37) {
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

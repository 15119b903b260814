package io.market1s.resample.stream;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The version of the format in which the state is kept: a record of its own in the store, beside the facts. A version
 * reads the state of the one before it and goes on in its own format. It refuses what a later version wrote, because
 * facts that it does not know would be lost. Thread-safe.
 *
 * <p>1: the first; without this record at first. 2: withdrawn and filled ranges; a waiting correction also says whether
 * all trades of its second were counted.
 */
final class StateFormat {
    static final int CURRENT = 2;

    /** Sorts before the key of every fact. */
    static final Bytes KEY = Bytes.wrap(new byte[] {0});

    /** Where the facts begin. */
    static final Bytes FIRST_FACT = Bytes.wrap(new byte[] {1});

    private static final int WITHOUT_RECORD = 1;
    private static final Logger LOG = LoggerFactory.getLogger(StateFormat.class);

    private StateFormat() {}

    /** Notes in the store that what is written from now on has this version's format. */
    static void write(KeyValueStore<Bytes, byte[]> store) {
        store.put(KEY, ByteBuffer.allocate(Integer.BYTES).putInt(CURRENT).array());
    }

    /**
     * Makes sure that this version can read what the store holds.
     *
     * @throws IllegalStateException if a later version wrote it; the message names the remedy
     */
    static void check(KeyValueStore<Bytes, byte[]> store) {
        byte[] record = store.get(KEY);
        int version = record == null ? WITHOUT_RECORD : ByteBuffer.wrap(record).getInt();
        if (version > CURRENT) {
            throw new IllegalStateException("the state has format " + version + ", this version knows formats up to "
                    + CURRENT + ": start the later version again, or set RESAMPLE_APPLICATION_ID to a name that was"
                    + " not used yet; the state is then made anew from the raw topics");
        }
        if (version < CURRENT && !isEmpty(store)) {
            LOG.info("the state has format {}; it is read, and from now on written in format {}", version, CURRENT);
        }
    }

    private static boolean isEmpty(KeyValueStore<Bytes, byte[]> store) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            return !entries.hasNext();
        }
    }
}

package io.market1s.resample.stream;

import io.market1s.resample.bar.Fact;
import io.market1s.resample.bar.Journal;
import java.util.Iterator;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The journal in a state store of Kafka Streams: what is put during {@code process} or a punctuation is committed
 * together with the offsets and the bars of that call. Not thread-safe.
 */
final class StoreJournal implements Journal {
    private final KeyValueStore<Bytes, byte[]> store;

    StoreJournal(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    @Override
    public void put(Fact fact) {
        store.put(FactCodec.key(fact), FactCodec.value(fact));
    }

    @Override
    public void remove(Fact fact) {
        store.delete(FactCodec.key(fact));
    }

    /** All facts; to be closed by the caller. */
    Facts facts() {
        return new Facts(store.all());
    }

    /** An iterator over facts that holds the store's resources until it is closed. */
    record Facts(KeyValueIterator<Bytes, byte[]> entries) implements Iterator<Fact>, AutoCloseable {
        @Override
        public boolean hasNext() {
            return entries.hasNext();
        }

        @Override
        public Fact next() {
            KeyValue<Bytes, byte[]> entry = entries.next();
            return FactCodec.read(entry.key, entry.value);
        }

        @Override
        public void close() {
            entries.close();
        }
    }
}

package io.market1s.resample.stream;

import io.market1s.resample.bar.Fact;
import io.market1s.resample.bar.Journal;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;
import org.jspecify.annotations.Nullable;

/**
 * The journal of a task: a store of Kafka Streams that writes facts when the task commits, in the same transaction as the
 * offsets and the bars. Between two commits only the last fact of an identity is kept, as an object: a second that changes
 * a hundred times is encoded once. What is not written yet is part of what the task holds in memory anyway, and of the
 * commit interval's length at most. Used by its stream thread only.
 *
 * <p>Kafka Streams tells a store that a commit comes only by {@code CachedStateStore}, which its own caching stores
 * implement. They would do here too, but they keep bytes in byte order: encoding and sorting every put took a fifth of
 * the time.
 */
final class FactStore implements StateStore, CachedStateStore<Bytes, byte[]>, Journal {
    private final KeyValueStore<Bytes, byte[]> store;
    /** Empty is "to be removed". */
    private final Map<Fact.Identity, Optional<Fact>> unwritten = new LinkedHashMap<>();
    /** Whether the store says which format its facts have; a transaction that failed took it back. */
    private boolean formatWritten;

    FactStore(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** Builds fact stores in stores of this kind, which must not cache. */
    static StoreBuilder<FactStore> builder(StoreBuilder<KeyValueStore<Bytes, byte[]>> stores) {
        return new Builder(stores);
    }

    @Override
    public void put(Fact fact) {
        unwritten.put(fact.identity(), Optional.of(fact));
    }

    @Override
    public void remove(Fact.Identity fact) {
        unwritten.put(fact, Optional.empty());
    }

    /**
     * All facts of the last commit; to be closed by the caller.
     *
     * @throws IllegalStateException if a later version wrote them; the message names the remedy
     */
    Facts facts() {
        StateFormat.check(store);
        return new Facts(store.range(StateFormat.FIRST_FACT, null));
    }

    @Override
    public void flushCache() {
        if (!formatWritten && !unwritten.isEmpty()) {
            StateFormat.write(store);
            formatWritten = true;
        }
        unwritten.forEach((identity, fact) ->
                store.put(FactCodec.key(identity), fact.map(FactCodec::value).orElse(null)));
        unwritten.clear();
    }

    @Override
    public void clearCache() {
        unwritten.clear();
        formatWritten = false;
    }

    @Override
    public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean sendOldValues) {
        return false; // Nothing downstream reads facts.
    }

    @Override
    public String name() {
        return store.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        store.init(context, root);
    }

    @Override
    public void commit(Map<TopicPartition, Long> changelogOffsets) {
        flushCache();
        store.commit(changelogOffsets);
    }

    @Override
    public @Nullable Long committedOffset(TopicPartition changelog) {
        return store.committedOffset(changelog);
    }

    @Override
    @SuppressWarnings("deprecation") // Kafka 4 still asks; all stores will.
    public boolean managesOffsets() {
        return store.managesOffsets();
    }

    /** Kafka Streams opens the same store again after a transaction that failed: what belonged to it must not come back. */
    @Override
    public void close() {
        clearCache();
        store.close();
    }

    @Override
    public boolean persistent() {
        return store.persistent();
    }

    @Override
    public boolean isOpen() {
        return store.isOpen();
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

    private record Builder(StoreBuilder<KeyValueStore<Bytes, byte[]>> stores) implements StoreBuilder<FactStore> {
        @Override
        public FactStore build() {
            return new FactStore(stores.build());
        }

        @Override
        public StoreBuilder<FactStore> withCachingEnabled() {
            return this;
        }

        @Override
        public StoreBuilder<FactStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<FactStore> withLoggingEnabled(Map<String, String> config) {
            return new Builder(stores.withLoggingEnabled(config));
        }

        @Override
        public StoreBuilder<FactStore> withLoggingDisabled() {
            return new Builder(stores.withLoggingDisabled());
        }

        @Override
        public Map<String, String> logConfig() {
            return stores.logConfig();
        }

        @Override
        public boolean loggingEnabled() {
            return stores.loggingEnabled();
        }

        @Override
        public String name() {
            return stores.name();
        }
    }
}

package io.market1s.resample.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.resample.bar.Fact;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Promise 1 (gapless over a crash): the facts are those of the last commit, neither of before nor of after. */
class FactStoreTest {
    private final KeyValueStore<Bytes, byte[]> bytes = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("facts"), Serdes.Bytes(), Serdes.ByteArray())
            .withLoggingDisabled()
            .build();
    private final FactStore store = new FactStore(bytes);

    @BeforeEach
    void open() {
        store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    }

    @Test
    void keepsTheLastFactOfAnIdentityOnceTheTaskCommits() {
        Fact covered = new Fact.Covered("KRW-BTC", "ingest-0/1", 5, 9);
        store.put(new Fact.Covered("KRW-BTC", "ingest-0/1", 5, 8));
        store.put(covered);
        store.put(new Fact.Progress(8, 0));
        assertThat(facts()).as("nothing is committed yet").isEmpty();

        store.flushCache();

        assertThat(facts()).containsExactlyInAnyOrder(covered, new Fact.Progress(8, 0));
    }

    @Test
    void forgetsWhatIsRemovedWhetherItWasCommittedOrNot() {
        Fact committed = new Fact.Revision("KRW-BTC", 8, 1);
        Fact uncommitted = new Fact.Revision("KRW-BTC", 9, 1);
        store.put(committed);
        store.flushCache();
        store.put(uncommitted);
        store.remove(committed.identity());
        store.remove(uncommitted.identity());

        store.flushCache();

        assertThat(facts()).isEmpty();
    }

    @Test
    void dropsWhatATaskThatEndsBadlyDidNotCommit() {
        store.put(new Fact.Progress(8, 0));
        store.clearCache();

        store.flushCache();

        assertThat(facts()).isEmpty();
    }

    @Test
    void doesNotCommitAfterItWasOpenedAgainWhatWasPutBefore() {
        store.put(new Fact.Progress(8, 0));
        store.close();
        open();

        store.flushCache();

        assertThat(facts()).isEmpty();
    }

    @Test
    void saysInTheStoreWhichFormatItsFactsHaveAgainAfterATransactionThatFailed() {
        store.put(new Fact.Progress(8, 0));
        store.flushCache();
        assertThat(bytes.get(StateFormat.KEY)).containsExactly(0, 0, 0, StateFormat.CURRENT);
        bytes.delete(StateFormat.KEY);
        store.clearCache();

        store.put(new Fact.Progress(9, 0));
        store.flushCache();

        assertThat(bytes.get(StateFormat.KEY)).containsExactly(0, 0, 0, StateFormat.CURRENT);
        assertThat(facts()).containsExactly(new Fact.Progress(9, 0));
    }

    @Test
    void refusesTheStateOfALaterVersionAndNamesTheRemedy() {
        bytes.put(StateFormat.KEY, new byte[] {0, 0, 0, StateFormat.CURRENT + 1});

        assertThatThrownBy(store::facts)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("format " + (StateFormat.CURRENT + 1))
                .hasMessageContaining("RESAMPLE_APPLICATION_ID");
    }

    private List<Fact> facts() {
        List<Fact> all = new ArrayList<>();
        try (FactStore.Facts facts = store.facts()) {
            facts.forEachRemaining(all::add);
        }
        return all;
    }
}

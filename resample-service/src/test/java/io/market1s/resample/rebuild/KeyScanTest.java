package io.market1s.resample.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.topic.Topics;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A rebuild reads as far back as the symbols of its range need, and no further. */
class KeyScanTest {
    private static final TopicPartition TRADES = new TopicPartition(Topics.TRADE, 0);
    private static final TopicPartition BOOKS = new TopicPartition(Topics.ORDERBOOK, 0);

    private final MockConsumer<String, byte[]> consumer = new MockConsumer<>("none");

    @Test
    void namesTheSymbolsOfEachTopicInTheRangeOnly() {
        Map<TopicPartition, Long> starts = Map.of(TRADES, 1L, BOOKS, 0L);
        consumer.schedulePollTask(() -> {
            write(TRADES, 1, "KRW-ETH");
            write(TRADES, 2, "KRW-ETH");
            write(TRADES, 3, "KRW-XRP");
            write(BOOKS, 0, "KRW-BTC");
        });

        assertThat(KeyScan.symbols(consumer, starts, Map.of(TRADES, 3L, BOOKS, 1L)))
                .isEqualTo(Map.of(Topics.TRADE, Set.of("KRW-ETH"), Topics.ORDERBOOK, Set.of("KRW-BTC")));
    }

    @Test
    void namesNoKeyThatIsNoSymbol() {
        consumer.schedulePollTask(() -> {
            write(TRADES, 0, null);
            write(TRADES, 1, "");
            write(TRADES, 2, "krw-btc");
            write(TRADES, 3, "'; DROP TABLE");
            write(TRADES, 4, "KRW-BTC");
        });

        assertThat(KeyScan.symbols(consumer, Map.of(TRADES, 0L), Map.of(TRADES, 5L)))
                .isEqualTo(Map.of(Topics.TRADE, Set.of("KRW-BTC")));
    }

    @Test
    void readsNothingWhereTheRangeIsEmpty() {
        assertThat(KeyScan.symbols(consumer, Map.of(TRADES, 5L, BOOKS, 2L), Map.of(TRADES, 5L)))
                .isEmpty();
        assertThat(consumer.assignment()).isEmpty();
    }

    private void write(TopicPartition to, long offset, @Nullable String key) {
        consumer.addRecord(new ConsumerRecord<>(to.topic(), to.partition(), offset, key, new byte[0]));
    }
}

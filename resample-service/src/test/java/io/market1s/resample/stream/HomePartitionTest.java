package io.market1s.resample.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** Promise 3: only one task makes a symbol's rows. */
class HomePartitionTest {
    @Test
    void isWhereKafkasProducersPutTheKey() {
        List<HomePartition> partitions =
                IntStream.range(0, 4).mapToObj(i -> new HomePartition(i, 4)).toList();

        for (int market = 0; market < 500; market++) {
            String symbol = "KRW-D" + market;
            int home = BuiltInPartitioner.partitionForKey(symbol.getBytes(UTF_8), 4);
            for (int partition = 0; partition < 4; partition++) {
                assertThat(partitions.get(partition).isOf(symbol))
                        .as("%s in %d", symbol, partition)
                        .isEqualTo(partition == home);
                assertThat(partitions.get(partition).isOf(symbol)).as("again").isEqualTo(partition == home);
            }
        }
    }
}

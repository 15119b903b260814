package io.market1s.data.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

class TopicSetupTest {
    private static final List<TopicSpec> TOPICS =
            List.of(new TopicSpec("upbit.trade", Map.of("retention.ms", "1000")), new TopicSpec("market_1s", Map.of()));

    private final FakeAdmin broker = new FakeAdmin();
    private final TopicSetup setup = new TopicSetup(broker.admin());

    @Test
    void createsWhatIsMissingWithItsSettings() throws InterruptedException {
        setup.ensure(TOPICS, 4, (short) 3);

        assertThat(broker.topics()).containsExactlyInAnyOrder("upbit.trade", "market_1s");
        assertThat(broker.topic("upbit.trade").numPartitions()).isEqualTo(4);
        assertThat(broker.topic("upbit.trade").replicationFactor()).isEqualTo((short) 3);
        assertThat(broker.topic("upbit.trade").configs()).isEqualTo(Map.of("retention.ms", "1000"));
    }

    @Test
    void leavesWhatExistsAsItIs() throws InterruptedException {
        setup.ensure(TOPICS, 4, (short) 3);

        setup.ensure(List.of(new TopicSpec("upbit.trade", Map.of("retention.ms", "2000"))), 4, (short) 1);

        assertThat(broker.topic("upbit.trade").configs()).isEqualTo(Map.of("retention.ms", "1000"));
    }

    /** Promise 3: with another number of partitions a symbol's records would lie in two of them. */
    @Test
    void refusesATopicWithAnotherNumberOfPartitions() throws InterruptedException {
        setup.ensure(TOPICS, 4, (short) 1);

        assertThatThrownBy(() -> setup.ensure(TOPICS, 8, (short) 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("upbit.trade has 4")
                .hasMessageContaining("market_1s has 4")
                .hasMessageContaining("PARTITIONS");
    }

    @Test
    void saysWhichTopicKafkaRefusesToCreate() {
        broker.refuse("market_1s", new TopicAuthorizationException("not allowed"));

        assertThatThrownBy(() -> setup.ensure(TOPICS, 4, (short) 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cannot create topic market_1s: not allowed");
    }

    /** In a cluster the topics are somebody else's to create. */
    @Test
    void needsNoRightToCreateWhatExists() throws InterruptedException {
        setup.ensure(TOPICS, 4, (short) 1);
        TOPICS.forEach(topic -> broker.refuse(topic.name(), new TopicAuthorizationException("not allowed")));

        setup.ensure(TOPICS, 4, (short) 1);

        assertThat(broker.topics()).hasSize(2);
    }
}

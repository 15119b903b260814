package io.market1s.data.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TopicsTest {
    @Test
    void areSevenAndEveryOneThatIsResampledIsAmongThem() {
        assertThat(Topics.all(Duration.ofDays(7)))
                .extracting(TopicSpec::name)
                .containsExactlyInAnyOrder(
                        "upbit.trade",
                        "upbit.orderbook",
                        "upbit.ticker",
                        "upbit.heartbeat",
                        "upbit.quarantine",
                        "market_1s",
                        "market_1s.errors")
                .containsAll(Topics.RESAMPLED);
    }

    /** Promise 4: the table can be rebuilt as far back as the raw records reach. */
    @Test
    void keepRawRecordsAsLongAsAsked() {
        assertThat(Topics.all(Duration.ofDays(7)))
                .filteredOn(topic -> topic.name().startsWith("upbit."))
                .hasSize(5)
                .allSatisfy(topic -> assertThat(topic.configs()).containsEntry("retention.ms", "604800000"));
    }

    /** Promise 4: a rebuild writes bars with timestamps of long ago; deleted by time, they would go unread. */
    @Test
    void neverDeleteBarsByTheirTime() {
        assertThat(Topics.all(Duration.ofDays(7)))
                .filteredOn(topic -> topic.name().equals(Topics.MARKET_1S))
                .singleElement()
                .satisfies(topic -> assertThat(topic.configs()).containsEntry("retention.ms", "-1"));
    }
}

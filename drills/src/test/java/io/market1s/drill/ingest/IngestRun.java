package io.market1s.drill.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.resample.verify.Verification;
import io.market1s.simulator.market.MarketSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two ingest processes with the same markets under load. It has four acts. First both are upgraded one after the other,
 * and one is killed, while the exchange works normally. Then connections are dropped, stalled and sent garbage at
 * random, one of the two is killed again and again, and the broker is away once. Then no fault happens. Then only one
 * is left; it is killed and comes back after a while.
 *
 * @param kills how often one of the two is killed in the second act, once while the broker is away
 * @param killEvery between two kills
 * @param brokerAway for how long the broker is stopped
 * @param alone for how long nobody is there in the last act
 */
record IngestRun(int kills, Duration killEvery, Duration brokerAway, Duration alone, long seed) {
    private static final int MARKETS = 50;
    private static final Logger LOG = LoggerFactory.getLogger(IngestRun.class);

    /**
     * What came of it.
     *
     * @param framesPerSecond that the exchange made
     * @param struck what the exchange did, by kind
     * @param upgrade seconds that were not seen whole while the exchange behaved
     * @param incomplete how many seconds were not seen whole in the second act
     * @param held how often an ingest stopped reading because Kafka did not take more
     * @param settled from the end of the trouble until every trade was counted
     * @param alone how the last act's gap shows
     * @param verified all rows against those that follow from the raw topics
     */
    record Outcome(
            double framesPerSecond,
            Map<String, Integer> struck,
            List<Instant> upgrade,
            int incomplete,
            long held,
            Duration settled,
            CoverageGap alone,
            Verification.Outcome verified) {
        /** Fails if a promise is broken; that every trade was counted once was waited for. */
        void check() {
            assertThat(struck).as("the exchange did misbehave").isNotEmpty();
            assertThat(held)
                    .as("one that could not read on while the broker was away")
                    .isPositive();
            assertThat(upgrade).as("incomplete while one was always there").isEmpty();
            assertThat(incomplete).as("seconds that nobody saw whole").isPositive();
            assertThat(alone.isHonest()).as("%s", alone).isTrue();
            assertThat(verified.differences()).isEmpty();
        }
    }

    Outcome run(Path folder) throws Exception {
        LOG.info("ingest run: {}", this);
        try (DrillPipeline pipeline = DrillPipeline.start(folder, markets(), seed);
                HeartbeatWatch watch = new HeartbeatWatch(pipeline.servers());
                IngestStage stage = new IngestStage(this, pipeline, watch)) {
            Outcome outcome = stage.play();
            LOG.info("{} came to {}", this, outcome);
            return outcome;
        }
    }

    private static List<MarketSpec> markets() {
        List<MarketSpec> markets = new ArrayList<>(List.of(MarketSpec.of("KRW-BTC")));
        IntStream.range(1, MARKETS)
                .mapToObj(i -> new MarketSpec("KRW-D" + i, "1000", "1", "300", 18, 14, 8, 30, false))
                .forEach(markets::add);
        return markets;
    }
}

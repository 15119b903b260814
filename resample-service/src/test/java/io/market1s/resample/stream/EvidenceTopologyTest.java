package io.market1s.resample.stream;

import static io.market1s.resample.stream.Pipeline.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Evidence;
import io.market1s.data.Filled;
import io.market1s.data.Withdrawn;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 5 (honest): what is withdrawn and what is filled, through the real topology. */
class EvidenceTopologyTest {
    private static final String BTC = "KRW-BTC";
    private static final String FEED = "ingest-0/1";

    private Pipeline pipeline;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void start(@TempDir Path directory) {
        pipeline = new Pipeline(directory);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    private void evidence(Evidence evidence, Instant received) {
        String json = new String(EvidenceJson.write(evidence), StandardCharsets.UTF_8);
        pipeline.record(Topics.HEARTBEAT, BTC, json, evidence.time(), received);
    }

    @Test
    void aWithdrawalThatComesLateTakesCompleteBackAndCorrectsTheRows() {
        pipeline.heartbeats(BTC, at(1), at(9));
        pipeline.runUntil(at(8.6));
        assertThat(complete(5)).isTrue();

        evidence(new Withdrawn(BTC, FEED, at(4.2), at(6), "a trade was missing"), at(8.6));
        pipeline.runUntil(at(9.7));

        assertThat(complete(3)).isTrue();
        // 4 s is whole itself, but not the second after it.
        for (int second = 4; second <= 6; second++) {
            assertThat(complete(second)).isFalse();
            assertThat(tradesComplete(second)).isFalse();
            assertThat(revision(second)).isEqualTo(1);
        }
        assertThat(complete(7)).isTrue();
    }

    @Test
    void aHeartbeatAfterItsWithdrawalDoesNotCount() {
        evidence(new Withdrawn(BTC, FEED, at(1.5), at(2), "a trade was missing"), at(2));
        pipeline.heartbeats(BTC, at(1), at(4));
        pipeline.runUntil(at(4.6));

        assertThat(complete(2)).isFalse();
        assertThat(complete(3)).isTrue();
    }

    @Test
    void fetchedTradesMakeAnOutagesSecondsWholeInTheirTradesOnly() {
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.runUntil(at(8.6));
        assertThat(tradesComplete(5)).isFalse();

        pipeline.trade(BTC, at(4.5), 1, "100", "1", "BID");
        evidence(new Filled(BTC, at(1.5), at(4.7)), at(8.6));
        evidence(new Filled(BTC, at(4.7), at(6.2)), at(8.6));
        pipeline.runUntil(at(9.7));

        assertThat(complete(5)).isFalse();
        assertThat(tradesComplete(5)).isTrue();
        assertThat(pipeline.row(BTC, at(5)).get("trade_count_1s").asInt()).isEqualTo(1);
        assertThat(revision(5)).isEqualTo(1);
        assertThat(tradesComplete(6)).isTrue();
        assertThat(tradesComplete(7)).isFalse();
    }

    /** Promise 1: seconds before anybody was connected have rows if their trades were fetched. */
    @Test
    void secondsInAFilledRangeHaveRows() {
        pipeline.heartbeats(BTC, at(303), at(304));
        pipeline.runUntil(at(304.6));
        assertThat(pipeline.rows()).isEqualTo(2);

        evidence(new Filled(BTC, at(2), at(303)), at(304.6));
        pipeline.runUntil(at(306.6));

        assertThat(pipeline.rows()).isEqualTo(304);
        assertThat(pipeline.hasRow(BTC, at(2))).isFalse();
        assertThat(tradesComplete(3)).isTrue();
        assertThat(revision(3)).isZero();
    }

    /** Trades that came later than the horizon do not count in their seconds, so nobody can say that all do. */
    @Test
    void whatIsOlderThanTheHorizonIsNeitherFilledNorWithdrawn() {
        Instant received = at(5).plus(Pipeline.HORIZON);
        pipeline.heartbeats(BTC, at(1), at(4));
        pipeline.pauseUntil(received);

        evidence(new Filled(BTC, at(1), at(20)), received);
        evidence(new Withdrawn(BTC, FEED, at(1), at(20), "late"), received);
        pipeline.runUntil(received.plus(Duration.ofSeconds(2)));

        assertThat(complete(2)).isTrue();
        assertThat(tradesComplete(5)).isFalse();
        assertThat(tradesComplete(6)).isTrue();
    }

    /** A version that writes more than this one knows stops nothing. */
    @Test
    void evidenceOfAnUnknownKindIsCountedAndLeftOut() {
        pipeline.record(Topics.HEARTBEAT, BTC, "{\"type\":\"audited\",\"code\":\"KRW-BTC\"}", at(1), at(1));
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.runUntil(at(2.6));

        assertThat(pipeline.anomalies()).containsExactly(TaskWatcher.RecordAnomaly.MALFORMED);
        assertThat(complete(1)).isTrue();
    }

    @Test
    void evidenceAboutTheFutureIsLeftOut() {
        evidence(new Filled(BTC, at(0), at(3600)), at(1));
        evidence(new Withdrawn(BTC, FEED, at(0), at(3600), "ahead"), at(1));
        pipeline.heartbeats(BTC, at(1), at(3));
        pipeline.runUntil(at(3.6));

        assertThat(pipeline.anomalies()).hasSize(2).containsOnly(TaskWatcher.RecordAnomaly.MALFORMED);
        assertThat(complete(1)).isTrue();
    }

    private boolean complete(int second) {
        return pipeline.row(BTC, at(second)).get("complete").asBoolean();
    }

    private boolean tradesComplete(int second) {
        return pipeline.row(BTC, at(second)).get("trades_complete").asBoolean();
    }

    private int revision(int second) {
        return pipeline.row(BTC, at(second)).get("revision").asInt();
    }
}

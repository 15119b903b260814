package io.market1s.resample.stream;

import static io.market1s.resample.stream.Pipeline.START;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.market1s.data.topic.Topics;
import io.market1s.operations.Logged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sections 3 and 4 of the design through the real topology, for what goes as it should and what does not. */
class ResampleTopologyTest {
    private static final String BTC = "KRW-BTC";

    private Path state = Path.of("");
    private Pipeline pipeline;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void start(@TempDir Path directory) {
        state = directory;
        pipeline = new Pipeline(state);
    }

    @AfterEach
    void stop() {
        pipeline.close();
    }

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void hasTheReviewedShape() throws IOException {
        String golden;
        try (var resource = ResampleTopologyTest.class.getResourceAsStream("topology.txt")) {
            golden = new String(java.util.Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(ResampleTopology.build(
                                new ResampleRules(Duration.ofMillis(500), Pipeline.HORIZON, Duration.ofHours(6)),
                                1,
                                BarOutput.LIVE,
                                () -> null,
                                TaskWatcher.NONE)
                        .describe()
                        .toString()
                        .strip())
                .isEqualTo(golden.strip());
    }

    /** Promise 1. */
    @Test
    void carriesTheLastBookAndTradeThroughAnEmptySecond() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.trade(BTC, at(0.4), 1, "101", "0.5", "BID");
        pipeline.heartbeats(BTC, at(1), at(3));
        pipeline.runUntil(at(2.5));

        JsonNode traded = pipeline.row(BTC, at(1));
        assertThat(traded.get("trade_count_1s").asInt()).isEqualTo(1);
        assertThat(traded.get("trade_value_1s").decimalValue()).isEqualByComparingTo("50.5");
        assertThat(traded.get("book_count_1s").asInt()).isEqualTo(1);
        JsonNode empty = pipeline.row(BTC, at(2));
        assertThat(empty.get("mid").decimalValue()).isEqualByComparingTo("101");
        assertThat(empty.get("spread").decimalValue()).isEqualByComparingTo("2");
        assertThat(empty.get("last_trade_price").decimalValue()).isEqualByComparingTo("101");
        assertThat(empty.get("last_trade_side").asText()).isEqualTo("BID");
        assertThat(empty.get("trade_count_1s").asInt()).isZero();
        assertThat(empty.get("open").isNull()).isTrue();
        assertThat(empty.get("book_age_ms").asLong()).isEqualTo(1700);
        assertThat(empty.get("complete").asBoolean()).isTrue();
        assertThat(pipeline.rows()).isEqualTo(2);
    }

    /** Promise 2: a second closes at its end plus grace, not before. */
    @Test
    void closesASecondWhenItsGraceIsOver() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.runUntil(at(1.4));
        assertThat(pipeline.rows()).isZero();
        pipeline.runUntil(at(1.5));
        assertThat(pipeline.row(BTC, at(1)).get("emitted_at").asLong()).isEqualTo(at(1.5).toEpochMilli());
    }

    /** Promise 1. */
    @Test
    void makesUpForAPunctuationThatComesFiveSecondsLate() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeats(BTC, at(1), at(7));
        pipeline.runUntil(at(1.5));
        assertThat(pipeline.rows()).isEqualTo(1);
        pipeline.pauseUntil(at(6.5));
        assertThat(pipeline.rows()).isEqualTo(6);
        assertThat(pipeline.emissions()).hasSize(6);
    }

    /** Promises 3 and 5. */
    @Test
    void aLateTradeCorrectsItsBarOnly() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.trade(BTC, at(0.4), 1, "101", "0.5", "BID");
        pipeline.trade(BTC, at(1.4), 3, "103", "1", "ASK");
        pipeline.heartbeats(BTC, at(1), at(4));
        pipeline.runUntil(at(3.6));
        pipeline.trade(BTC, at(0.2), 2, "99", "0.25", "ASK");
        pipeline.runUntil(at(4.6));

        JsonNode corrected = pipeline.row(BTC, at(1));
        assertThat(corrected.get("revision").asInt()).isEqualTo(1);
        assertThat(corrected.get("open").decimalValue()).isEqualByComparingTo("99");
        assertThat(corrected.get("close").decimalValue()).isEqualByComparingTo("101");
        assertThat(corrected.get("trade_volume_1s").decimalValue()).isEqualByComparingTo("0.75");
        assertThat(corrected.get("buy_volume_1s").decimalValue()).isEqualByComparingTo("0.5");
        assertThat(pipeline.emissions().stream()
                        .filter(bar -> bar.get("revision").asInt() > 0))
                .hasSize(1);
        assertThat(pipeline.anomalies()).containsExactly(TaskWatcher.RecordAnomaly.LATE);
    }

    /** Promise 3. */
    @Test
    void aLateBookCorrectsTheRunOfSecondsThatCarriedTheOldOne() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeats(BTC, at(1), at(8));
        pipeline.book(BTC, at(5.5), "200", "202");
        pipeline.runUntil(at(7.6));
        pipeline.book(BTC, at(1.9), "150", "152");
        pipeline.runUntil(at(8.6));

        for (int second = 2; second <= 5; second++) {
            assertThat(pipeline.row(BTC, at(second)).get("bid").decimalValue()).isEqualByComparingTo("150");
            assertThat(pipeline.row(BTC, at(second)).get("revision").asInt()).isEqualTo(1);
        }
        assertThat(pipeline.row(BTC, at(1)).get("revision").asInt()).isZero();
        assertThat(pipeline.row(BTC, at(6)).get("revision").asInt()).isZero();
    }

    /** Promise 3: each reconnect repeats the last trade. */
    @Test
    void aTradeThatASnapshotRepeatsCountsOnce() {
        pipeline.heartbeats(BTC, at(1), at(3));
        pipeline.trade(BTC, at(0.4), 1, "101", "0.5", "BID");
        pipeline.runUntil(at(2.6));
        String again = Frames.trade(BTC, at(0.4).toEpochMilli(), 1, "1.01E2", "0.50", "BID");
        pipeline.raw(Topics.TRADE, BTC, again.replace("REALTIME", "SNAPSHOT"), at(0.4), at(2.6));
        pipeline.runUntil(at(3.6));

        assertThat(pipeline.row(BTC, at(1)).get("trade_count_1s").asInt()).isEqualTo(1);
        assertThat(pipeline.emissions()).hasSize(3);
    }

    /** Promise 3: what is received later than the horizon changes no past second, but is the last book from then on. */
    @Test
    void aBookOlderThanTheHorizonTakesEffectWhenItIsReceived() {
        Instant old = START.minus(Pipeline.HORIZON).minusSeconds(5);
        pipeline.heartbeats(BTC, at(1), at(6));
        // Received in second 2, before the seconds that carry it are emitted, and delivered again after.
        String book = Frames.book(BTC, old.toEpochMilli(), "100", "102");
        pipeline.raw(Topics.ORDERBOOK, BTC, book, old, at(1.2));
        pipeline.runUntil(at(3.6));
        pipeline.record(Topics.ORDERBOOK, BTC, book, at(1.2), at(1.2));
        // Another old one, older still, takes effect in a second that is emitted: it is never the last.
        pipeline.raw(
                Topics.ORDERBOOK,
                BTC,
                Frames.book(BTC, old.minusSeconds(9).toEpochMilli(), "1", "2"),
                old.minusSeconds(9),
                at(1.3));
        pipeline.runUntil(at(5.6));

        assertThat(pipeline.row(BTC, at(1)).get("bid").isNull()).isTrue();
        assertThat(pipeline.row(BTC, at(2)).get("bid").decimalValue()).isEqualByComparingTo("100");
        assertThat(pipeline.row(BTC, at(2)).get("book_count_1s").asInt()).isZero();
        assertThat(pipeline.row(BTC, at(2)).get("book_age_ms").asLong()).isEqualTo(607_000);
        assertThat(pipeline.row(BTC, at(5)).get("bid").decimalValue()).isEqualByComparingTo("100");
        assertThat(pipeline.emissions()).allMatch(bar -> bar.get("revision").asInt() == 0);
    }

    /** Promise 3: the same, when its carried seconds were emitted before it was read. */
    @Test
    void aBookOlderThanTheHorizonCorrectsTheSecondsSinceItWasReceived() {
        Instant old = START.minus(Pipeline.HORIZON).minusSeconds(5);
        pipeline.heartbeats(BTC, at(1), at(6));
        pipeline.runUntil(at(3.6));
        pipeline.record(Topics.ORDERBOOK, BTC, Frames.book(BTC, old.toEpochMilli(), "100", "102"), at(1.2), at(1.2));
        pipeline.runUntil(at(4.6));

        assertThat(pipeline.row(BTC, at(1)).get("bid").isNull()).isTrue();
        assertThat(pipeline.row(BTC, at(2)).get("bid").decimalValue()).isEqualByComparingTo("100");
        assertThat(pipeline.row(BTC, at(2)).get("revision").asInt()).isEqualTo(1);
        assertThat(pipeline.row(BTC, at(3)).get("revision").asInt()).isEqualTo(1);
        assertThat(pipeline.row(BTC, at(4)).get("revision").asInt()).isZero();
    }

    /** Promise 3: an id is unique within its market only. */
    @Test
    void theSameIdInTwoMarketsIsTwoTrades() {
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.heartbeats("BTC-ETH", at(1), at(2));
        pipeline.trade(BTC, at(0.4), 17853950411240000L, "101", "0.5", "BID");
        pipeline.trade("BTC-ETH", at(0.4), 17853950411240000L, "0.03", "2", "ASK");
        pipeline.runUntil(at(1.6));

        assertThat(pipeline.row(BTC, at(1)).get("trade_count_1s").asInt()).isEqualTo(1);
        assertThat(pipeline.row("BTC-ETH", at(1)).get("trade_volume_1s").decimalValue())
                .isEqualByComparingTo("2");
    }

    /** Promise 3. */
    @Test
    void ofCopiesThatDifferTheLeastCountsWhicheverCameFirst() {
        pipeline.heartbeats(BTC, at(1), at(4));
        pipeline.trade(BTC, at(0.4), 1, "101", "0.5", "BID");
        pipeline.trade(BTC, at(2.4), 2, "100", "0.5", "BID");
        pipeline.raw(
                Topics.TRADE, BTC, Frames.restTrade(BTC, at(0.4).toEpochMilli(), 1, "100", "9", "BID"), at(0.4), at(1));
        pipeline.raw(
                Topics.TRADE, BTC, Frames.restTrade(BTC, at(2.4).toEpochMilli(), 2, "101", "9", "BID"), at(2.4), at(3));
        pipeline.runUntil(at(3.6));

        assertThat(pipeline.row(BTC, at(1)).get("close").decimalValue()).isEqualByComparingTo("100");
        assertThat(pipeline.row(BTC, at(1)).get("trade_volume_1s").decimalValue())
                .isEqualByComparingTo("9");
        assertThat(pipeline.row(BTC, at(3)).get("close").decimalValue()).isEqualByComparingTo("100");
        assertThat(pipeline.row(BTC, at(3)).get("trade_volume_1s").decimalValue())
                .isEqualByComparingTo("0.5");
        assertThat(pipeline.row(BTC, at(3)).get("trade_count_1s").asInt()).isEqualTo(1);
    }

    /** Promise 3. */
    @Test
    void theEdgeOfASecondBelongsToTheNext() {
        pipeline.heartbeats(BTC, at(1), at(3));
        pipeline.trade(BTC, at(0.999), 1, "101", "1", "BID");
        pipeline.trade(BTC, at(1), 2, "102", "2", "BID");
        pipeline.book(BTC, at(1), "100", "102");
        pipeline.runUntil(at(2.6));

        assertThat(pipeline.row(BTC, at(1)).get("trade_volume_1s").decimalValue())
                .isEqualByComparingTo("1");
        assertThat(pipeline.row(BTC, at(1)).get("bid").isNull()).isTrue();
        assertThat(pipeline.row(BTC, at(2)).get("trade_volume_1s").decimalValue())
                .isEqualByComparingTo("2");
        assertThat(pipeline.row(BTC, at(2)).get("book_age_ms").asLong()).isEqualTo(1000);
    }

    /** Promise 5: an absent price is null, never 0. */
    @Test
    void aOneSidedBookHasNeitherMidNorSpreadAndAnEmptyOneHasNothing() {
        pipeline.heartbeats(BTC, at(1), at(3));
        pipeline.raw(Topics.ORDERBOOK, BTC, Frames.book(BTC, at(0.5).toEpochMilli(), "100", "2", "0", "0"), at(0.5));
        pipeline.raw(Topics.ORDERBOOK, BTC, Frames.book(BTC, at(1.5).toEpochMilli(), "0", "0", "0", "0"), at(1.5));
        pipeline.runUntil(at(2.6));

        JsonNode oneSided = pipeline.row(BTC, at(1));
        assertThat(oneSided.get("bid").decimalValue()).isEqualByComparingTo("100");
        assertThat(oneSided.get("ask").isNull()).isTrue();
        assertThat(oneSided.get("mid").isNull()).isTrue();
        assertThat(oneSided.get("spread").isNull()).isTrue();
        assertThat(oneSided.get("imbalance_top5").asDouble()).isEqualTo(1.0);
        JsonNode empty = pipeline.row(BTC, at(2));
        assertThat(empty.get("bid").isNull()).isTrue();
        assertThat(empty.get("imbalance_top5").isNull()).isTrue();
        assertThat(empty.get("book_age_ms").asLong()).isEqualTo(500);
    }

    /** Promise 3. */
    @Test
    void aMicrosecondTimestampIsReadAsSuch() {
        pipeline.heartbeats(BTC, at(1), at(2));
        long micros = at(0.25).toEpochMilli() * 1000 + 999;
        pipeline.raw(Topics.ORDERBOOK, BTC, Frames.book(BTC, micros, "100", "102"), at(0.25));
        pipeline.runUntil(at(1.6));

        assertThat(pipeline.row(BTC, at(1)).get("book_age_ms").asLong()).isEqualTo(750);
    }

    @Test
    void saysNothingPerRecordGoodOrBad() {
        int records = 200;
        try (Logged logged = new Logged()) {
            for (int i = 0; i < records; i++) {
                pipeline.trade(BTC, at(0.3), 1000 + i, "101", "0.5", "BID");
                pipeline.raw(Topics.TRADE, BTC, "not JSON", at(0.3));
            }
            pipeline.runUntil(at(2.6));

            assertThat(logged.messages())
                    .hasSizeLessThan(records / 4)
                    .anyMatch(message -> message.startsWith("skipped " + records + " raw records; the last one:"));
        }
        assertThat(pipeline.anomalies()).hasSize(records);
    }

    /** Promises 1 and 2: one bad timestamp must not move time for all that follows. */
    @Test
    void aTimestampAnHourAheadIsLeftOutAndMovesNothing() {
        pipeline.heartbeats(BTC, at(1), at(4));
        pipeline.book(BTC, at(0.3), "100", "102");
        Instant ahead = START.plus(Duration.ofHours(1));
        pipeline.record(Topics.TRADE, BTC, Frames.trade(BTC, ahead.toEpochMilli(), 9, "1", "1", "BID"), ahead, at(0.5));
        pipeline.trade(BTC, at(0.6), 1, "101", "1", "BID");
        pipeline.runUntil(at(3.6));

        assertThat(pipeline.rows()).isEqualTo(3);
        assertThat(pipeline.row(BTC, at(1)).get("last_trade_price").decimalValue())
                .isEqualByComparingTo("101");
        assertThat(pipeline.anomalies()).containsExactly(TaskWatcher.RecordAnomaly.MALFORMED);
    }

    /** Promise 5, and nothing stops the stream. */
    @Test
    void foreignRecordsAreCountedAndLeftOut() {
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.record(Topics.TRADE, BTC, "{", at(0.2), at(0.2));
        pipeline.record(
                Topics.TRADE,
                "KRW-ETH",
                Frames.trade(BTC, at(0.2).toEpochMilli(), 1, "1", "1", "BID"),
                at(0.2),
                at(0.2));
        pipeline.record(Topics.HEARTBEAT, BTC, "{\"type\":\"heartbeat\",\"code\":7}", at(0.2), at(0.2));
        pipeline.record(
                Topics.TRADE, BTC, Frames.trade(BTC, at(0.2).toEpochMilli(), 1, "1", "1", "BID"), at(0.2), null);
        pipeline.trade(BTC, at(0.6), 2, "101", "1", "BID");
        pipeline.runUntil(at(1.6));

        assertThat(pipeline.anomalies()).hasSize(4).containsOnly(TaskWatcher.RecordAnomaly.MALFORMED);
        assertThat(pipeline.row(BTC, at(1)).get("trade_count_1s").asInt()).isEqualTo(1);
    }

    /** Promise 1. */
    @Test
    void aSymbolThatStaysAwayLongerThanItsKeepAliveHasNoRowsUntilItComesBack() {
        pipeline.close();
        pipeline = new Pipeline(state, Duration.ofSeconds(10), START);
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeats(BTC, at(1), at(3));
        pipeline.runUntil(at(40.6));
        pipeline.heartbeats(BTC, at(41), at(42));
        pipeline.runUntil(at(41.6));

        assertThat(pipeline.hasRow(BTC, at(12))).isTrue();
        assertThat(pipeline.row(BTC, at(12)).get("complete").asBoolean()).isFalse();
        assertThat(pipeline.hasRow(BTC, at(13))).isFalse();
        assertThat(pipeline.hasRow(BTC, at(40))).isFalse();
        assertThat(pipeline.row(BTC, at(41)).get("bid").decimalValue()).isEqualByComparingTo("100");
        assertThat(pipeline.rows()).isEqualTo(13);
    }

    /** Promises 1 and 5. */
    @Test
    void aLateHeartbeatMakesItsSecondComplete() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.runUntil(at(3.6));
        assertThat(pipeline.row(BTC, at(3)).get("complete").asBoolean()).isFalse();
        pipeline.heartbeats(BTC, at(3), at(5));
        pipeline.runUntil(at(4.6));

        assertThat(pipeline.row(BTC, at(3)).get("complete").asBoolean()).isTrue();
        assertThat(pipeline.row(BTC, at(3)).get("revision").asInt()).isEqualTo(1);
        // Second 2 was called complete alone, then not, then again: the last two changes met in one correction each.
        assertThat(pipeline.row(BTC, at(2)).get("complete").asBoolean()).isTrue();
    }

    /** Promise 5: books lag, so a connection that died right after a second may have lost some of it. */
    @Test
    void aSecondIsCompleteOnlyIfOneFeedCoversTheNextOneToo() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeat(BTC, at(1), "ingest-0/1");
        pipeline.heartbeat(BTC, at(2), "ingest-0/1");
        pipeline.runUntil(at(2.5));
        assertThat(pipeline.row(BTC, at(2)).get("complete").asBoolean()).isTrue();
        pipeline.heartbeat(BTC, at(3), "ingest-0/2");
        pipeline.heartbeat(BTC, at(4), "ingest-0/2");
        pipeline.runUntil(at(4.6));

        assertThat(pipeline.row(BTC, at(1)).get("complete").asBoolean()).isTrue();
        assertThat(pipeline.row(BTC, at(2)).get("complete").asBoolean()).isFalse();
        assertThat(pipeline.row(BTC, at(2)).get("revision").asInt()).isEqualTo(1);
        assertThat(pipeline.row(BTC, at(3)).get("complete").asBoolean()).isTrue();
    }

    /** Promises 3 and 4: unread seconds never pass for empty ones. */
    @Test
    void tenMinutesBehindItClosesByStreamTimeWhateverTheWallClockSays() {
        pipeline.close();
        pipeline = new Pipeline(state, Duration.ofHours(6), START.plusSeconds(600));
        pipeline.unread(Topics.TRADE, 1000);
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.runUntil(START.plusSeconds(603));
        assertThat(pipeline.rows()).isZero();
        for (int second = 1; second <= 20; second++) {
            pipeline.trade(BTC, at(second - 0.5), second, "101", "1", "BID");
            pipeline.heartbeats(BTC, at(second), at(second));
            if (second % 5 == 0) {
                pipeline.runUntil(START.plusSeconds(603 + second));
            }
        }

        assertThat(pipeline.rows()).isEqualTo(19);
        assertThat(pipeline.emissions())
                .hasSize(19)
                .allMatch(bar -> bar.get("trade_count_1s").asInt() == 1);
    }

    /** Promises 2 and 3. */
    @Test
    void whileOnePartitionHangsSecondsCloseByStreamTimeAndAreCorrectedAfterwards() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.runUntil(at(1.6));
        // A trade of second 3 lies unread in its partition while books and heartbeats flow.
        pipeline.unread(Topics.TRADE, 1);
        pipeline.book(BTC, at(2.3), "110", "112");
        pipeline.heartbeats(BTC, at(3), at(4));
        pipeline.runUntil(at(8.6));
        assertThat(pipeline.rows())
                .as("nobody knows what the unread record says")
                .isEqualTo(3);
        pipeline.unread(Topics.TRADE, -1);
        pipeline.trade(BTC, at(2.5), 1, "111", "1", "BID");
        pipeline.runUntil(at(9.6));

        assertThat(pipeline.rows()).isEqualTo(9);
        assertThat(pipeline.row(BTC, at(3)).get("trade_count_1s").asInt()).isEqualTo(1);
        assertThat(pipeline.row(BTC, at(3)).get("revision").asInt()).isEqualTo(1);
        assertThat(pipeline.row(BTC, at(4)).get("trade_count_1s").asInt()).isZero();
    }

    /** Promise 2. */
    @Test
    void aBrokerThatDoesNotAnswerLeavesStreamTimeToCloseSeconds() {
        pipeline.book(BTC, at(0.3), "100", "102");
        pipeline.heartbeats(BTC, at(1), at(2));
        pipeline.runUntil(at(1.6));
        pipeline.brokerFallsSilent();
        pipeline.heartbeats(BTC, at(3), at(5));
        pipeline.runUntil(at(7.6));
        assertThat(pipeline.rows()).isEqualTo(4);
        pipeline.brokerAnswersAgain();
        pipeline.runUntil(at(7.8));
        assertThat(pipeline.rows()).isEqualTo(7);
    }

    /** Promises 2 and 3: corrections are coalesced and come after the second that is due. */
    @Test
    void fiveHundredLateTradesInFrontOfThreeHundredCarriedSecondsDelayNothing() {
        pipeline.trade(BTC, at(0.1), 1, "100", "1", "BID");
        pipeline.heartbeats(BTC, at(1), at(310));
        pipeline.runUntil(at(303.6));
        int before = pipeline.emissions().size();
        for (int i = 0; i < 500; i++) {
            pipeline.trade(BTC, at(1.001 + i * 0.001), 100 + i, "101", "1", "ASK");
        }
        pipeline.runUntil(at(304.5));

        List<JsonNode> emitted =
                pipeline.emissions().subList(before, pipeline.emissions().size());
        assertThat(emitted.get(0).get("ts").asLong()).as("first what is due").isEqualTo(at(304).toEpochMilli());
        assertThat(emitted).hasSize(1 + 302);
        assertThat(pipeline.row(BTC, at(2)).get("trade_count_1s").asInt()).isEqualTo(500);
        assertThat(pipeline.row(BTC, at(303)).get("last_trade_side").asText()).isEqualTo("ASK");
        assertThat(pipeline.row(BTC, at(303)).get("revision").asInt()).isEqualTo(1);
    }
}

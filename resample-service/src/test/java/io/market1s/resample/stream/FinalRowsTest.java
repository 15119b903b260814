package io.market1s.resample.stream;

import static io.market1s.resample.stream.Pipeline.HORIZON;
import static io.market1s.resample.stream.Pipeline.START;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.market1s.data.EventTimes;
import io.market1s.data.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Promise 4: a rebuild publishes each row once, when it is final, so that one that is killed leaves no wrong row. */
class FinalRowsTest {
    private static final String BTC = "KRW-BTC";
    private static final Duration OPEN = HORIZON.plus(EventTimes.SLACK);
    private static final Instant READ_AT = START.plus(Duration.ofHours(2));

    private Pipeline rebuild;
    private Pipeline live;

    @BeforeEach
    @SuppressWarnings("NullAway.Init")
    void start(@TempDir Path first, @TempDir Path second) {
        BarOutput output = new BarOutput(Topics.MARKET_1S, Instant.EPOCH, Instant.MAX, true);
        rebuild = new Pipeline(first, Duration.ofHours(6), READ_AT, output);
        live = new Pipeline(second, Duration.ofHours(6), READ_AT);
        rebuild.brokerFallsSilent();
        live.brokerFallsSilent();
    }

    @AfterEach
    void stop() {
        rebuild.close();
        live.close();
    }

    @Test
    void whatIsPublishedWhileItReadsIsPublishedOnceAndIsWhatTheWholeLogGives() {
        for (Pipeline pipeline : List.of(rebuild, live)) {
            outagesThatWereBackFilled(pipeline);
            pipeline.runUntil(READ_AT.plusSeconds(1));
        }
        List<JsonNode> early = List.copyOf(rebuild.emissions());
        for (Pipeline pipeline : List.of(rebuild, live)) {
            pipeline.brokerAnswersAgain();
            pipeline.runUntil(READ_AT.plusSeconds(3));
        }

        assertThat(early).hasSizeGreaterThan(1_000);
        assertThat(live.emissions()).as("the live limit emits rows that change").hasSizeGreaterThan(live.rows());
        assertThat(rebuild.emissions())
                .hasSize(rebuild.rows())
                .allSatisfy(bar -> assertThat(bar.get("revision").asInt()).isZero());
        Instant read = START.plusSeconds(3_000);
        for (Instant ts = START.plusSeconds(1); ts.isBefore(read); ts = ts.plusSeconds(1)) {
            assertThat(content(rebuild.row(BTC, ts))).isEqualTo(content(live.row(BTC, ts)));
        }
        assertThat(early)
                .allSatisfy(bar ->
                        assertThat(Instant.ofEpochMilli(bar.get("ts").asLong())).isBeforeOrEqualTo(read.minus(OPEN)));
    }

    /** Everything that is content: a row's history is not. */
    private static Map<String, String> content(JsonNode bar) {
        return bar.properties().stream()
                .filter(field ->
                        !field.getKey().equals("revision") && !field.getKey().equals("emitted_at"))
                .collect(toMap(Map.Entry::getKey, field -> field.getValue().toString()));
    }

    /** Ten minutes each: two that are received, eight whose trades REST gave afterwards; coverage ends in between. */
    private static void outagesThatWereBackFilled(Pipeline pipeline) {
        Random random = new Random(7);
        for (int second = 0; second < 3_000; second++) {
            Instant from = START.plusSeconds(second);
            int minute = second % 600;
            if (minute < 60 || minute >= 540) {
                pipeline.heartbeat(BTC, from, "ingest-0/" + (second + 60) / 600);
                pipeline.trade(BTC, from.plusMillis(300), second, "1000", "1", "BID");
                pipeline.book(BTC, from.plusMillis(400), "999", Integer.toString(1_000 + random.nextInt(9)));
            }
            if (minute == 545) {
                for (int missed = second - 485; missed < second - 5; missed++) {
                    Instant time = START.plusSeconds(missed).plusMillis(300);
                    pipeline.raw(
                            Topics.TRADE,
                            BTC,
                            Frames.trade(BTC, time.toEpochMilli(), missed, "1000", "1", "BID"),
                            time,
                            from);
                }
            }
        }
    }
}

package io.market1s.ingest.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.ingest.Frames;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.feed.FrameCheck.Verdict;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Promise 5: what cannot be used is told apart, with a reason, and nothing that the exchange may send breaks us. */
class FrameCheckTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Set<String> REQUESTED = Set.of("KRW-BTC");
    private static final String TRADE =
            Frames.trade("KRW-BTC", NOW, NOW.plusMillis(50), "REALTIME", 17_000_000_000_000_001L);

    private final FrameCheck check = new FrameCheck();

    @Example
    void usesWhatWasAskedFor() {
        assertThat(judge(TRADE)).isInstanceOf(Verdict.Usable.class);
        assertThat(judge(Frames.book("KRW-BTC", NOW, "SNAPSHOT"))).isInstanceOf(Verdict.Usable.class);
        assertThat(judge(Frames.ticker("KRW-BTC", NOW))).isInstanceOf(Verdict.Usable.class);
    }

    @Example
    void takesFramesOfOtherMarketsAsEvidenceOnly() {
        assertThat(judge(Frames.book("KRW-ETH", NOW, "REALTIME"))).isInstanceOf(Verdict.Unasked.class);
    }

    @Example
    void tellsRefusalsAndAnswersToPings() {
        assertThat(judge("{\"error\":{\"message\":\"no\",\"name\":\"WRONG_FORMAT\"}}"))
                .isInstanceOf(Verdict.Refusal.class);
        assertThat(judge("{\"status\":\"UP\"}")).isInstanceOf(Verdict.Alive.class);
    }

    @Example
    void quarantinesATradeWhoseOwnTimeIsFarAhead() {
        Instant edge = NOW.plusSeconds(60);
        assertThat(judge(Frames.trade("KRW-BTC", edge, NOW, "REALTIME", 1))).isInstanceOf(Verdict.Usable.class);
        assertThat(judge(Frames.trade("KRW-BTC", edge.plusMillis(1), NOW, "REALTIME", 1)))
                .isInstanceOf(Verdict.FarAhead.class);
    }

    @Example
    void quarantinesAFrameWhoseTimestampIsFarAheadThoughItsTradeIsNot() {
        assertThat(judge(Frames.trade("KRW-BTC", NOW, NOW.plusSeconds(61), "REALTIME", 1)))
                .isInstanceOf(Verdict.FarAhead.class);
        assertThat(judge(Frames.book("KRW-ETH", NOW.plusSeconds(3600), "REALTIME")))
                .isInstanceOf(Verdict.FarAhead.class);
    }

    @Example
    void saysWhyBytesCannotBeUsed() {
        assertThat(judge("")).isEqualTo(new Verdict.Unusable(FrameLabel.NO_MARKET_DATA, "empty"));
        assertThat(judge("null")).isEqualTo(new Verdict.Unusable(FrameLabel.NO_MARKET_DATA, "not a JSON object"));
        assertThat(judge("{\"type\":{\"a\":1},\"code\":\"KRW-BTC\"}"))
                .isEqualTo(new Verdict.Unusable(new FrameLabel(null, "KRW-BTC"), "bad type"));
        assertThat(judge("{\"notice\":\"system check at 04:00 KST\"}"))
                .isEqualTo(new Verdict.Unusable(FrameLabel.NO_MARKET_DATA, "missing type"));
        assertThat(judge("PING")).isEqualTo(new Verdict.Unusable(FrameLabel.NONE, "not whole JSON"));
        assertThat(judge("{\"type\":\"candle.1s\",\"timestamp\":1}"))
                .isEqualTo(new Verdict.Unusable(new FrameLabel("candle.1s", null), "unknown type"));
        assertThat(judge(TRADE.replace("\"sequential_id\"", "\"id\"")))
                .isEqualTo(new Verdict.Unusable(new FrameLabel("trade", "KRW-BTC"), "missing sequential_id"));
        assertThat(check.judge(new Received(TRADE.getBytes(UTF_8), NOW, 0, false), REQUESTED, NOW))
                .isEqualTo(new Verdict.Unusable(FrameLabel.NONE, "too large"));
    }

    @Property(tries = 2000)
    void aFlippedByteNeverBreaksIt(@ForAll @IntRange(min = 0, max = 10_000) int at, @ForAll byte value) {
        byte[] bytes = TRADE.getBytes(UTF_8);
        bytes[at % bytes.length] = value;
        assertJudged(bytes);
    }

    @Property(tries = 500)
    void aCutOrGarbledFrameIsUnusable(@ForAll @IntRange(min = 0, max = 10_000) int length, @ForAll byte[] tail) {
        byte[] bytes = TRADE.getBytes(UTF_8);
        byte[] cut = Arrays.copyOf(bytes, length % bytes.length);
        assertThat(check.judge(new Received(cut, NOW, 0, true), REQUESTED, NOW)).isInstanceOf(Verdict.Unusable.class);
        byte[] garbled = Arrays.copyOf(cut, cut.length + tail.length);
        System.arraycopy(tail, 0, garbled, cut.length, tail.length);
        assertJudged(garbled);
    }

    private void assertJudged(byte[] bytes) {
        Verdict verdict = check.judge(new Received(bytes, NOW, 0, true), REQUESTED, NOW);
        if (verdict instanceof Verdict.Unusable unusable) {
            assertThat(unusable.reason()).isNotBlank().hasSizeLessThan(60);
        } else if (verdict instanceof Verdict.Usable usable) {
            assertThat(usable.frame().event().symbol()).isEqualTo("KRW-BTC");
            assertThat(usable.frame().event().time()).isBeforeOrEqualTo(NOW.plusSeconds(60));
        }
    }

    private Verdict judge(String frame) {
        return check.judge(Frames.received(frame, NOW), REQUESTED, NOW);
    }
}

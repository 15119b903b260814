package io.market1s.data.upbit;

import static io.market1s.data.upbit.Frames.ticker;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.Ticker;
import io.market1s.data.json.MalformedException;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherFramesTest {
    private final UpbitParser parser = new UpbitParser();

    @Test
    void readsATicker() throws MalformedException {
        Instant time = Instant.ofEpochMilli(1676965262177L);

        Ticker.Last last = new Ticker.Last(
                Instant.ofEpochMilli(1676965262139L), new BigDecimal("32287000"), new BigDecimal("0.03103806"));
        assertThat(parser.frame(ticker().bytes()))
                .isEqualTo(new Frame.Market(new Ticker("KRW-BTC", time, last, null), time, Frame.Stream.REALTIME));
    }

    @Test
    void readsTheVolumeOfTheDayWithAsManyDigitsAsThereAre() throws MalformedException {
        Frames told = ticker().with("acc_trade_volume", "9876543210.123457");
        assertThat(dayVolume(told)).isEqualTo(new BigDecimal("9876543210.123457"));
        assertThat(dayVolume(told.with("acc_ask_volume", "876543210.12345678").with("acc_bid_volume", "9.0E9")))
                .isEqualByComparingTo("9876543210.12345678");
        assertThat(dayVolume(told.with("acc_trade_volume", "null"))).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trade_timestamp", "trade_price", "trade_volume"})
    void knowsNoNewestTradeFromATickerThatDoesNotTellAllOfIt(String field) throws MalformedException {
        assertThat(((Ticker) market(ticker().without(field)).event()).last()).isNull();
    }

    @Test
    void readsATickerOfRest() throws MalformedException {
        Ticker ticker = parser.restTicker("""
                {"market":"KRW-BTC","trade_date":"20260301","trade_time":"120000","trade_timestamp":1676965262139,\
                "trade_price":32287000.0,"trade_volume":0.03103806,"acc_trade_volume":2429.58834336,\
                "acc_trade_volume_24h":4000.1,"timestamp":1676965262177}""".getBytes(UTF_8));
        assertThat(ticker)
                .isEqualTo(new Ticker(
                        "KRW-BTC",
                        Instant.ofEpochMilli(1676965262177L),
                        new Ticker.Last(
                                Instant.ofEpochMilli(1676965262139L),
                                new BigDecimal("32287000"),
                                new BigDecimal("0.03103806")),
                        new BigDecimal("2429.58834336")));
    }

    private Frame.Market market(Frames frame) throws MalformedException {
        return (Frame.Market) parser.frame(frame.bytes());
    }

    private @Nullable BigDecimal dayVolume(Frames ticker) throws MalformedException {
        return ((Ticker) market(ticker).event()).dayVolume();
    }

    @ParameterizedTest
    @ValueSource(strings = {"code", "timestamp"})
    void refusesATickerWithoutAFieldThatItNeeds(String field) {
        assertThat(ticker().without(field).refusal()).isEqualTo("missing " + field);
    }

    @Test
    void readsTheAnswerToAPing() throws MalformedException {
        assertThat(frame("{\"status\":\"UP\"}")).isEqualTo(new Frame.Status("UP"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"name\":\"INVALID_PARAM\",\"message\":\"지원하지 않는 타입입니다.\"}}",
                "{\"error\":{\"message\":\"지원하지 않는 타입입니다.\",\"code\":{\"x\":1},\"name\":\"INVALID_PARAM\"}}"
            })
    void readsAFailureInAnyOrderOfItsKeys(String message) throws MalformedException {
        assertThat(frame(message)).isEqualTo(new Frame.Failure("INVALID_PARAM", "지원하지 않는 타입입니다."));
    }

    /** The service must see that it was refused, however little the exchange says. */
    @Test
    void readsAFailureThatSaysNothing() throws MalformedException {
        assertThat(frame("{\"error\":{}}")).isEqualTo(new Frame.Failure("", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"error\":\"x\"}", "{\"error\":[]}", "{\"error\":1}"})
    void refusesAFailureThatIsNoObject(String message) {
        assertThat(Frames.refusal(message)).isEqualTo("bad error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"type\":\"candle.1s\"}", "{\"type\":\"myOrder\"}", "{\"type\":\"\"}"})
    void refusesATypeThatItDoesNotKnow(String message) {
        assertThat(Frames.refusal(message)).isEqualTo("unknown type");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"status\":\"UP\"}", "{\"error\":{\"name\":\"NO_TYPE\"}}", "{}"})
    void takesNoControlFrameForARawRecord(String message) {
        assertThatThrownBy(() -> parser.event(message.getBytes(UTF_8)))
                .isInstanceOf(MalformedException.class)
                .hasMessage("missing type");
    }

    private Frame frame(String message) throws MalformedException {
        return parser.frame(message.getBytes(UTF_8));
    }
}

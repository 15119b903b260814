package io.market1s.data.upbit;

import static io.market1s.data.upbit.Frames.restTrade;
import static io.market1s.data.upbit.Frames.trade;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.MarketEvent;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradeFrameTest {
    private static final Trade EXPECTED = new Trade(
            "KRW-BTC",
            Instant.ofEpochMilli(1785395043779L),
            17853950437790001L,
            new BigDecimal("91361000"),
            new BigDecimal("0.01275549"),
            Side.ASK);

    private final UpbitParser parser = new UpbitParser();

    @Test
    void readsTheTradeAndWhenItsFrameWasMade() throws MalformedException {
        assertThat(parser.frame(trade().bytes()))
                .isEqualTo(new Frame.Market(EXPECTED, Instant.ofEpochMilli(1785395043831L), Frame.Stream.REALTIME));
    }

    @Test
    void knowsASnapshot() throws MalformedException {
        byte[] snapshot = trade().with("stream_type", "\"SNAPSHOT\"").bytes();

        assertThat(parser.frame(snapshot))
                .isEqualTo(new Frame.Market(EXPECTED, Instant.ofEpochMilli(1785395043831L), Frame.Stream.SNAPSHOT));
    }

    @Test
    void readsTheKeysInAnyOrder() throws MalformedException {
        assertThat(parser.event(trade().reversed().bytes())).isEqualTo(EXPECTED);
    }

    @Test
    void ignoresFieldsThatItDoesNotKnowWhateverIsInThem() throws MalformedException {
        byte[] tomorrow = trade().with("new", "{\"type\":\"orderbook\",\"code\":[1,{\"code\":2}]}")
                .with("newer", "[null,true,\"x\"]")
                .bytes();

        assertThat(parser.event(tomorrow)).isEqualTo(EXPECTED);
    }

    @Test
    void readsTheRestTwinAsTheSameTrade() throws MalformedException {
        assertThat(parser.restTrade(restTrade().bytes())).isEqualTo(EXPECTED);
        assertThat(parser.event(restTrade().bytes())).isEqualTo(EXPECTED);
    }

    /** Promise 3: REST and WebSocket spell one quantity differently, and the row must not tell. */
    @ParameterizedTest
    @CsvSource({
        "116539000, 1.16539E8",
        "116539000, 116539000.00000000",
        "0.00079276, 7.9276E-4",
        "0.0000002, 2E-7",
        "0.00008428, 8.428e-05",
        "1000, 1E+3",
        "0.5, 5.0E-1"
    })
    void readsAllSpellingsOfAQuantityAsOne(String plain, String spelling) throws MalformedException {
        MarketEvent one = parser.event(
                trade().with("trade_price", plain).with("trade_volume", plain).bytes());
        MarketEvent other = parser.event(trade().with("trade_price", spelling)
                .with("trade_volume", spelling)
                .bytes());

        assertThat(other).isEqualTo(one);
        assertThat(((Trade) other).price().toPlainString()).isEqualTo(plain);
    }

    @Test
    void cutsATimeInMicrosecondsToMilliseconds() throws MalformedException {
        byte[] micros = trade().with("trade_timestamp", "1785395043779999")
                .with("timestamp", "1785395043831999")
                .bytes();

        assertThat(parser.frame(micros))
                .isEqualTo(new Frame.Market(EXPECTED, Instant.ofEpochMilli(1785395043831L), Frame.Stream.REALTIME));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type",
                "code",
                "timestamp",
                "trade_timestamp",
                "trade_price",
                "trade_volume",
                "ask_bid",
                "sequential_id"
            })
    void refusesATradeWithoutAFieldThatItNeedsOrWithTwo(String field) {
        assertThat(trade().without(field).refusal()).isEqualTo("missing " + field);
        assertThat(trade().with(field, "null").refusal()).isEqualTo("missing " + field);
        assertThat(Frames.refusal(trade().textWithAgain(field))).isEqualTo("twice " + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"market", "timestamp", "trade_price", "trade_volume", "ask_bid", "sequential_id"})
    void refusesARestTradeWithoutAFieldThatItNeeds(String field) {
        assertThatThrownBy(() -> parser.restTrade(restTrade().without(field).bytes()))
                .isInstanceOf(MalformedException.class)
                .hasMessage("missing " + field);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = ';',
            value = {
                "type; 1",
                "type; {}",
                "code; 7",
                "code; []",
                "code; 'krw-btc'",
                "code; 'KRWBTC'",
                "code; 'KRW-BTC.1'",
                "code; ''",
                "timestamp; '1785395043831'",
                "timestamp; 1785395043831.0",
                "timestamp; 1.785395043831E12",
                "timestamp; 0",
                "timestamp; -1",
                "timestamp; 18446744073709551616",
                "trade_timestamp; '1785395043779'",
                "trade_timestamp; true",
                "trade_timestamp; {\"a\":1}",
                "trade_timestamp; 0",
                "trade_timestamp; -9223372036854775808",
                "sequential_id; '17853950437790001'",
                "sequential_id; 1.7853950437790001E16",
                "sequential_id; 99999999999999999999",
                "trade_price; '91361000.0'",
                "trade_price; 0",
                "trade_price; -1",
                "trade_price; []",
                "trade_price; 1e999999999",
                "trade_price; 1e99999999999",
                "trade_price; 1e-999999999",
                "trade_price; 1E+41",
                "trade_price; 1E-41",
                "trade_volume; 0.0",
                "trade_volume; -0.1",
                "trade_volume; false",
                "ask_bid; 1",
                "stream_type; 1"
            })
    void refusesAValueThatIsNotWhatItHasToBe(String field, String value) {
        assertThat(trade().with(field, value.replace('\'', '"')).refusal()).isEqualTo("bad " + field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"bid\"", "\"BUY\"", "\"\""})
    void refusesASideThatItDoesNotKnow(String side) {
        assertThat(trade().with("ask_bid", side).refusal()).isEqualTo("unknown value of ask_bid");
    }

    /** The reason stands in a header and in metrics: it must not carry what somebody sent. */
    @Test
    void saysNothingOfTheInputInItsReason() {
        assertThat(trade().with("type", "\"secret\"").refusal()).isEqualTo("unknown type");
        assertThat(trade().with("code", "\"secret\"").refusal()).isEqualTo("bad code");
    }

    @Test
    void takesTheExtremesOfWhatAnIdCanBe() throws MalformedException {
        byte[] message =
                trade().with("sequential_id", Long.toString(Long.MAX_VALUE)).bytes();

        assertThat(((Trade) parser.event(message)).sequentialId()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"DELTA\""})
    void leavesItToOthersWhetherAFrameThatDoesNotSayRepeatsAnOldState(String told) throws MalformedException {
        assertThat(parser.frame(trade().with("stream_type", told).bytes()))
                .isEqualTo(new Frame.Market(EXPECTED, Instant.ofEpochMilli(1785395043831L), Frame.Stream.UNTOLD));
    }
}

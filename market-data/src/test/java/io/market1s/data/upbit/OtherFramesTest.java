package io.market1s.data.upbit;

import static io.market1s.data.upbit.Frames.ticker;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.data.Ticker;
import io.market1s.data.json.MalformedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OtherFramesTest {
    private final UpbitParser parser = new UpbitParser();

    @Test
    void readsATicker() throws MalformedException {
        Instant time = Instant.ofEpochMilli(1676965262177L);

        assertThat(parser.frame(ticker().bytes()))
                .isEqualTo(new Frame.Market(new Ticker("KRW-BTC", time), time, false));
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

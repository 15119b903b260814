package io.market1s.simulator.frame;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FrameBytesTest {
    private static final String BOOK = "{\"type\":\"orderbook\",\"code\":\"KRW-IQ\",\"timestamp\":1617646620673,"
            + "\"orderbook_units\":[{\"ask_price\":41.40,\"bid_size\":2.4E1},{\"ask_price\":41.5}],"
            + "\"stream_type\":\"REALTIME\",\"level\":0}";

    @Test
    void shiftsTheTwoTimesAndLeavesEveryOtherByte() throws IOException {
        String trade = "{ \"timestamp\" : 1617646621082, \"trade_price\":4.120E1,\"trade_timestamp\":1617646620000,"
                + "\"sequential_id\":1617646620000000,\"x\":{\"timestamp\":1617646620000},\"stream_type\":\"REALTIME\"}";

        assertThat(shifted(trade, 5000))
                .isEqualTo(trade.replace("1617646621082", "1617646626082")
                        .replace("\"trade_timestamp\":1617646620000", "\"trade_timestamp\":1617646625000"));
    }

    @Test
    void shiftsATimeInMicrosecondsByTheSameSpan() throws IOException {
        assertThat(shifted("{\"timestamp\":1617646621082123}", 5000)).isEqualTo("{\"timestamp\":1617646626082123}");
    }

    @Test
    void countsBytesNotCharactersBeforeATime() throws IOException {
        assertThat(shifted("{\"name\":\"비트코인\",\"timestamp\":1617646621082}", 1000))
                .isEqualTo("{\"name\":\"비트코인\",\"timestamp\":1617646622082}");
    }

    @Test
    void turnsTheStreamTypeIntoSnapshotAndNothingElse() {
        assertThat(text(FrameBytes.asSnapshot(BOOK.getBytes(UTF_8)))).isEqualTo(BOOK.replace("REALTIME", "SNAPSHOT"));
    }

    @Test
    void takesTheStreamTypeOutAndNothingElse() {
        assertThat(text(FrameBytes.withoutStreamType(BOOK.getBytes(UTF_8))))
                .isEqualTo(BOOK.replace(",\"stream_type\":\"REALTIME\"", ""));
        assertThat(text(FrameBytes.withoutStreamType("{\"code\":\"x\"}".getBytes(UTF_8))))
                .isEqualTo("{\"code\":\"x\"}");
    }

    @Test
    void stampsAFrameLaterWithoutMovingItsTrade() throws IOException {
        byte[] trade = "{\"timestamp\":1617646621082,\"trade_timestamp\":1617646620000}".getBytes(UTF_8);

        assertThat(text(FrameBytes.restamped(trade, 40_000)))
                .isEqualTo("{\"timestamp\":1617646661082,\"trade_timestamp\":1617646620000}");
    }

    @Test
    void keepsTheFirstUnitsOfABook() {
        assertThat(text(FrameBytes.firstUnits(BOOK.getBytes(UTF_8), 1)))
                .isEqualTo(BOOK.replace(",{\"ask_price\":41.5}", ""));
    }

    @Test
    void keepsABookThatHasNoMoreUnits() {
        assertThat(text(FrameBytes.firstUnits(BOOK.getBytes(UTF_8), 2))).isEqualTo(BOOK);
        assertThat(text(FrameBytes.firstUnits(BOOK.getBytes(UTF_8), 15))).isEqualTo(BOOK);
        String empty = "{\"orderbook_units\":[],\"stream_type\":\"REALTIME\"}";
        assertThat(text(FrameBytes.firstUnits(empty.getBytes(UTF_8), 1))).isEqualTo(empty);
    }

    private static String shifted(String frame, long millis) throws IOException {
        return text(FrameBytes.shifted(frame.getBytes(UTF_8), millis));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}

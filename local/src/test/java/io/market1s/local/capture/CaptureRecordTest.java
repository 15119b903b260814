package io.market1s.local.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.market1s.simulator.capture.CaptureFields;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureRecordTest {
    private static final Instant RECEIVED = Instant.parse("2026-02-16T07:09:40.123456Z");
    private static final CaptureRecord.Stored STORED = new CaptureRecord.Stored(
            "upbit.trade",
            "KRW-BTC",
            Instant.parse("2026-02-16T07:09:40.050Z"),
            Map.of("received", "1771225780123456", "feed", "ingest-0/17", "source", "ws"));

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":8.428e-05}", " {\"a\" : \"\\u00e9\"}\t", "\u0000\u2028\\\"\uD83D\uDE00\n\r", ""})
    void keepsEveryByte(String raw) throws Exception {
        CaptureRecord read = CaptureRecord.read(new CaptureRecord(RECEIVED, raw.getBytes(UTF_8), STORED).write());

        assertThat(read.raw()).isEqualTo(raw.getBytes(UTF_8));
        assertThat(read.received()).isEqualTo(RECEIVED);
        assertThat(read.stored()).isEqualTo(STORED);
    }

    @Test
    void writesTheSameBytesAsEver() throws Exception {
        CaptureRecord.Stored stored = new CaptureRecord.Stored(
                "upbit.trade", "KRW-BTC", Instant.ofEpochMilli(1_771_225_780_050L), Map.of("source", "ws"));

        assertThat(new CaptureRecord(RECEIVED, "{\"\u00e9\":1}".getBytes(UTF_8), stored).write())
                .asString(UTF_8)
                .isEqualTo("{\"recv_ns\":1771225780123456000,\"raw\":\"{\\\"\u00e9\\\":1}\",\"topic\":\"upbit.trade\","
                        + "\"key\":\"KRW-BTC\",\"timestamp\":1771225780050,\"headers\":{\"source\":\"ws\"}}\n");
        assertThat(new CaptureRecord(RECEIVED, new byte[0], null).write())
                .asString(UTF_8)
                .isEqualTo("{\"recv_ns\":1771225780123456000,\"raw\":\"\"}\n");
    }

    @Test
    void refusesWhatNoTextCanHold() {
        assertThatThrownBy(() -> new CaptureRecord(RECEIVED, new byte[] {(byte) 0xff}, STORED).write())
                .isInstanceOf(CharacterCodingException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | is not whole JSON",
                "[] | is not a JSON object",
                "{\"recv_ns\":1} | raw is missing",
                "{\"raw\":\"\"} | recv_ns is missing",
                "{\"recv_ns\":-1,\"raw\":\"\"} | recv_ns is missing or not positive",
                "{\"recv_ns\":\"1\",\"raw\":\"\"} | recv_ns must be a whole number",
                "{\"recv_ns\":1,\"raw\":1} | raw must be a text",
                "{\"recv_ns\":1,\"raw\":\"\",\"headers\":[]} | headers must be an object",
                "{\"recv_ns\":1,\"raw\":\"\",\"headers\":{\"a\":1}} | each of the headers must be a text",
                "{\"recv_ns\":1,\"raw\":\"a | is not whole JSON",
                "{\"recv_ns\":1.5,\"raw\":\"\"} | recv_ns must be a whole number",
                "{\"recv_ns\":1,\"raw\":\"\",\"topic\":\"market_1s\"} | topic market_1s is not one of",
                "{\"recv_ns\":1,\"raw\":\"\",\"topic\":\"upbit.trade\"} | key or timestamp is missing",
                "{\"recv_ns\":1,\"raw\":\"\"}{} | has something after",
            })
    void saysWhatIsWrongWithALine(String line, String problem) {
        assertThatThrownBy(() -> CaptureRecord.read(line.getBytes(UTF_8)))
                .isInstanceOf(CaptureFields.BadLineException.class)
                .hasMessageContaining(problem);
    }
}

package io.market1s.local.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CaptureJsonTest {
    private static final Instant RECEIVED = Instant.parse("2026-02-16T07:09:40.123456Z");
    private static final CaptureRecord.Stored STORED = new CaptureRecord.Stored(
            "upbit.trade",
            "KRW-BTC",
            Instant.parse("2026-02-16T07:09:40.050Z"),
            Map.of("received", "1771225780123456", "feed", "ingest-0/17", "source", "ws"));

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":8.428e-05}", " {\"a\" : \"\\u00e9\"}\t", "\u0000\u2028\\\"\uD83D\uDE00\n\r", ""})
    void keepsEveryByte(String raw) throws Exception {
        CaptureRecord read =
                CaptureJson.read(CaptureJson.write(new CaptureRecord(RECEIVED, raw.getBytes(UTF_8), STORED)));

        assertThat(read.raw()).isEqualTo(raw.getBytes(UTF_8));
        assertThat(read.received()).isEqualTo(RECEIVED);
        assertThat(read.stored()).isEqualTo(STORED);
    }

    @Test
    void refusesWhatNoTextCanHold() {
        assertThatThrownBy(() -> CaptureJson.write(new CaptureRecord(RECEIVED, new byte[] {(byte) 0xff}, STORED)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "nothing | is not whole JSON",
                "[] | is not a JSON object",
                "{\"recv_ns\":1} | raw is missing",
                "{\"recv_ns\":1.5,\"raw\":\"\"} | recv_ns must be a whole number",
                "{\"recv_ns\":1,\"raw\":\"\",\"topic\":\"market_1s\"} | topic market_1s is not one of",
                "{\"recv_ns\":1,\"raw\":\"\",\"topic\":\"upbit.trade\"} | key or timestamp is missing",
                "{\"recv_ns\":1,\"raw\":\"\"}{} | has something after",
            })
    void saysWhatIsWrongWithALine(String line, String problem) {
        assertThatThrownBy(() -> CaptureJson.read(line.getBytes(UTF_8)))
                .isInstanceOf(CaptureJson.BadLineException.class)
                .hasMessageContaining(problem);
    }
}

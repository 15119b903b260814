package io.market1s.data.topic;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RawHeadersTest {
    private static final Instant RECEIVED = Instant.parse("2026-02-16T13:56:29.123456Z");

    @Test
    void writesThreeHeadersInAscii() {
        Headers headers = new RecordHeaders();

        new RawHeaders(RECEIVED, "ingest-0/17", RawHeaders.Source.WS).addTo(headers);

        assertThat(headers)
                .extracting(Header::key, header -> new String(header.value(), US_ASCII))
                .containsExactly(
                        tuple("feed", "ingest-0/17"), tuple("source", "ws"), tuple("received", "1771250189123456"));
    }

    @Test
    void readsWhenTheRecordWasReceived() {
        Headers headers = new RecordHeaders();
        new RawHeaders(RECEIVED, "ingest-0/17", RawHeaders.Source.REST).addTo(headers);

        assertThat(RawHeaders.received(headers)).isEqualTo(RECEIVED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "1.5", "99999999999999999999"})
    void knowsNoTimeThatIsNotWrittenAsItHasToBe(String text) {
        Headers headers = new RecordHeaders().add("received", text.getBytes(US_ASCII));

        assertThat(RawHeaders.received(headers)).isNull();
    }

    @Test
    void knowsNoTimeWithoutTheHeader() {
        assertThat(RawHeaders.received(new RecordHeaders())).isNull();
        assertThat(RawHeaders.received(new RecordHeaders().add("received", null)))
                .isNull();
    }
}

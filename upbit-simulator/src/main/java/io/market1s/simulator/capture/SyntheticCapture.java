package io.market1s.simulator.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.market1s.simulator.frame.TimedFrame;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.market.SyntheticSource;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes captures of the synthetic market, so that there is always one to play. */
public final class SyntheticCapture {
    /** When every synthetic capture starts. */
    public static final Instant START = Instant.parse("2026-02-16T07:09:40Z");

    private static final JsonFactory JSON = new JsonFactory();

    private SyntheticCapture() {}

    /**
     * Writes what a client that was subscribed to everything would have received in {@code [START, START + duration)};
     * like a real capture it begins without snapshots. The same arguments give the same bytes.
     */
    public static void write(Path file, long seed, Duration duration, List<String> symbols) throws IOException {
        SyntheticSource source =
                new SyntheticSource(symbols.stream().map(MarketSpec::of).toList(), seed, START, trade -> {});
        Instant last = START.plus(duration).minusNanos(1);
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                JsonGenerator json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (TimedFrame frame = source.poll(last); frame != null; frame = source.poll(last)) {
                write(frame, json);
            }
        }
    }

    private static void write(TimedFrame frame, JsonGenerator json) throws IOException {
        Instant received = frame.due();
        json.writeStartObject();
        json.writeNumberField("recv_ns", received.getEpochSecond() * 1_000_000_000L + received.getNano());
        json.writeStringField("raw", new String(frame.bytes(), UTF_8));
        json.writeEndObject();
        json.writeRaw('\n');
    }
}

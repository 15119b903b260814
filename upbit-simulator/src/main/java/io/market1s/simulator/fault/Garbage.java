package io.market1s.simulator.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.simulator.frame.FrameBytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** Frames that no exchange should send. */
public enum Garbage implements StrayFrame {
    /** A trade that stops in the middle. */
    TRUNCATED_JSON {
        @Override
        public byte[] frame(String code, Instant now) {
            byte[] whole = trade(code, now);
            return Arrays.copyOf(whole, whole.length / 2);
        }
    },
    /** A trade with bytes in it that are no UTF-8. */
    INVALID_UTF8 {
        @Override
        public byte[] frame(String code, Instant now) {
            byte[] frame = trade(code, now);
            // In the first text of the frame, the value of type.
            frame[9] = (byte) 0xC3;
            frame[10] = (byte) 0x28;
            return frame;
        }
    },
    /** A frame without a byte. */
    EMPTY {
        @Override
        public byte[] frame(String code, Instant now) {
            return new byte[0];
        }
    },
    /** A type that nobody knows. */
    UNKNOWN_TYPE {
        @Override
        public byte[] frame(String code, Instant now) {
            return text(
                    "{\"type\":\"horoscope\",\"code\":\"%s\",\"timestamp\":%d}".formatted(code, now.toEpochMilli()));
        }
    },
    /** A trade without its price. */
    MISSING_FIELDS {
        @Override
        public byte[] frame(String code, Instant now) {
            long time = now.toEpochMilli();
            return text(
                    "{\"type\":\"trade\",\"code\":\"%s\",\"timestamp\":%d,\"trade_timestamp\":%d,\"sequential_id\":%d}"
                            .formatted(code, time, time, time * 10_000));
        }
    },
    /** A book of 10 MB without a level: one long text that nobody needs. */
    HUGE {
        @Override
        public byte[] frame(String code, Instant now) {
            return text("{\"type\":\"orderbook\",\"code\":\"%s\",\"timestamp\":%d,\"note\":\"%s\"}"
                    .formatted(code, now.toEpochMilli(), "x".repeat(10_000_000)));
        }
    },
    /** A good trade whose times lie an hour ahead. */
    HOUR_AHEAD {
        @Override
        public byte[] frame(String code, Instant now) {
            try {
                return FrameBytes.shifted(trade(code, now), Duration.ofHours(1).toMillis());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    @Override
    public boolean mayHideAnEvent() {
        return true;
    }

    private static byte[] trade(String code, Instant now) {
        long time = now.toEpochMilli();
        String head =
                "{\"type\":\"trade\",\"code\":\"%s\",\"timestamp\":%d,\"trade_timestamp\":%d,\"sequential_id\":%d,"
                        .formatted(code, time, time, time * 10_000 + 6666);
        return text(head
                + "\"trade_price\":666.0,\"trade_volume\":666.0,\"ask_bid\":\"BID\",\"stream_type\":\"REALTIME\"}");
    }

    private static byte[] text(String json) {
        return json.getBytes(UTF_8);
    }
}

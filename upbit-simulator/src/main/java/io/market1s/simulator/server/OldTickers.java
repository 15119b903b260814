package io.market1s.simulator.server;

import io.market1s.simulator.frame.FrameBytes;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.TimedFrame;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The first ticker of each market, with which a subscription begins once if that was asked for. On the event loop only. */
final class OldTickers {
    private final Map<String, TimedFrame> first = new HashMap<>();
    private @Nullable Duration wantedAge;

    void remember(TimedFrame frame) {
        if (frame.type() == FrameType.TICKER) {
            first.putIfAbsent(frame.symbol(), frame);
        }
    }

    /** The next subscription to tickers begins with one so old; if none is, with its times moved. */
    void want(Duration age) {
        wantedAge = age;
    }

    void beforeSubscription(ClientConnection connection, List<Wanted> request, Instant now) {
        Duration age = wantedAge;
        for (Wanted wanted : request) {
            if (age != null && wanted.type() == FrameType.TICKER && wanted.realtime()) {
                wantedAge = null;
                TimedFrame ticker = first.get(wanted.symbol(wanted.codes().get(0)));
                if (ticker != null) {
                    connection.send(Buffer.buffer(aged(ticker, now.minus(age))));
                }
                return;
            }
        }
    }

    private static byte[] aged(TimedFrame ticker, Instant atMost) {
        Duration moved = Duration.between(ticker.eventTime(), atMost);
        try {
            return moved.isNegative() ? FrameBytes.shifted(ticker.bytes(), moved.toMillis()) : ticker.bytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.market1s.data.topic;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The topics and how each is set up. */
public final class Topics {
    public static final String TRADE = "upbit.trade";
    public static final String ORDERBOOK = "upbit.orderbook";
    public static final String TICKER = "upbit.ticker";
    public static final String HEARTBEAT = "upbit.heartbeat";
    public static final String QUARANTINE = "upbit.quarantine";
    public static final String MARKET_1S = "market_1s";
    /** Where the sink puts what it cannot use. */
    public static final String MARKET_1S_ERRORS = "market_1s.errors";

    /** What the resampler reads; equally partitioned, so that one task sees all of a symbol. */
    public static final List<String> RESAMPLED = List.of(TRADE, ORDERBOOK, HEARTBEAT);

    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);

    private Topics() {}

    /**
     * All topics with their settings.
     *
     * @param rawRetention how long raw records are kept: as far back as the table can be rebuilt
     */
    public static List<TopicSpec> all(Duration rawRetention) {
        return List.of(
                raw(TRADE, rawRetention),
                raw(ORDERBOOK, rawRetention),
                raw(TICKER, rawRetention),
                raw(HEARTBEAT, rawRetention),
                raw(QUARANTINE, rawRetention),
                bars(MARKET_1S),
                new TopicSpec(
                        MARKET_1S_ERRORS, Map.of("retention.ms", Long.toString(DEAD_LETTER_RETENTION.toMillis()))));
    }

    /**
     * A topic that holds bars. It is not kept by time: a rebuild writes bars with old timestamps, which must not be
     * deleted unread. {@code market_1s} is read while it grows and kept by size, any other is read when it is whole.
     */
    public static TopicSpec bars(String name) {
        String bytes = name.equals(MARKET_1S) ? Long.toString(4L << 30) : "-1";
        return new TopicSpec(name, Map.of("retention.ms", "-1", "retention.bytes", bytes, "compression.type", "lz4"));
    }

    private static TopicSpec raw(String name, Duration retention) {
        return new TopicSpec(
                name,
                Map.of(
                        "retention.ms", Long.toString(retention.toMillis()),
                        // The batches stay as the ingest compressed them.
                        "compression.type", "producer",
                        "message.timestamp.type", "CreateTime"));
    }
}

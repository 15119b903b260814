package io.market1s.ingest.feed;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.Frame.Stream;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells a connection's SNAPSHOT frames from its REALTIME frames when they do not say it: fields vanish, and each market
 * and type begins with a SNAPSHOT. Not thread-safe.
 */
final class FirstFrames {
    private final Set<String> trades = new HashSet<>();
    private final Set<String> books = new HashSet<>();
    private final Set<String> tickers = new HashSet<>();

    /** The frame, which says now what it is. */
    Frame.Market told(Frame.Market frame) {
        MarketEvent event = frame.event();
        Set<String> begun = event instanceof Trade ? trades : event instanceof OrderBook ? books : tickers;
        boolean first = begun.add(event.symbol());
        return frame.stream() == Stream.UNTOLD
                ? new Frame.Market(event, frame.timestamp(), first ? Stream.SNAPSHOT : Stream.REALTIME)
                : frame;
    }
}

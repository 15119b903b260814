package io.market1s.simulator.server;

import io.market1s.simulator.frame.FrameSource;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.TimedFrame;
import io.market1s.simulator.rest.MarketBoard;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What REST shows of the markets: tickers as the source tells them, or else as they were last sent. */
final class LiveMarketBoard implements MarketBoard {
    private final Listing listing;
    private final FrameSource source;
    private final Hub hub;

    LiveMarketBoard(Listing listing, FrameSource source, Hub hub) {
        this.listing = listing;
        this.source = source;
        this.hub = hub;
    }

    @Override
    public List<String> listed() {
        return listing.listed();
    }

    @Override
    public byte @Nullable [] ticker(String symbol, Instant at) {
        byte[] told = source.ticker(symbol, at);
        return told == null ? latest(FrameType.TICKER, symbol) : told;
    }

    @Override
    public byte @Nullable [] book(String symbol) {
        return latest(FrameType.ORDERBOOK, symbol);
    }

    private byte @Nullable [] latest(FrameType type, String symbol) {
        TimedFrame frame = hub.latest(type, symbol);
        return frame == null ? null : frame.bytes();
    }
}

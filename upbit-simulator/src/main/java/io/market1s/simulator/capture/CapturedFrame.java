package io.market1s.simulator.capture;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.simulator.frame.FrameBytes;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.frame.TimedFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One recorded frame.
 *
 * @param received when the recorder got it
 * @param raw the frame as recorded
 * @param event what it says
 * @param prevClosingPrice what a trade says of yesterday; 0 if it does not
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record CapturedFrame(Instant received, byte[] raw, MarketEvent event, BigDecimal prevClosingPrice) {

    TimedFrame shifted(Duration shift) {
        return new TimedFrame(
                type(), event.symbol(), event.time().plus(shift), received.plus(shift), () -> shiftedRaw(shift));
    }

    @Nullable
    MadeTrade tradeShifted(Duration shift) {
        if (!(event instanceof Trade trade)) {
            return null;
        }
        Trade moved = new Trade(
                trade.symbol(),
                trade.time().plus(shift),
                trade.sequentialId(),
                trade.price(),
                trade.volume(),
                trade.side());
        return new MadeTrade(moved, prevClosingPrice);
    }

    private FrameType type() {
        if (event instanceof Trade) {
            return FrameType.TRADE;
        }
        return event instanceof OrderBook ? FrameType.ORDERBOOK : FrameType.TICKER;
    }

    private byte[] shiftedRaw(Duration shift) {
        try {
            return FrameBytes.shifted(raw, shift.toMillis());
        } catch (IOException e) {
            throw new UncheckedIOException("a frame that was read before cannot be read again", e);
        }
    }
}

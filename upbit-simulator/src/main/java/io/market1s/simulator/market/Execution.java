package io.market1s.simulator.market;

import io.market1s.data.Decimals;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.simulator.frame.MadeTrade;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One trade of the synthetic market as its frames need it; numbers in {@link Fixed8}, times in milliseconds.
 *
 * @param time of the execution
 * @param made when the frame about it is made
 */
record Execution(
        String symbol, long time, long made, long id, long price, long volume, Side side, long previousClose, Top top) {

    /** The best prices and sizes when it happened. */
    record Top(long ask, long askSize, long bid, long bidSize) {}

    MadeTrade asMade() {
        BigDecimal exactPrice = Decimals.canonical(Fixed8.decimal(price));
        BigDecimal exactVolume = Decimals.canonical(Fixed8.decimal(volume));
        return new MadeTrade(
                new Trade(symbol, Instant.ofEpochMilli(time), id, exactPrice, exactVolume, side),
                Decimals.canonical(Fixed8.decimal(previousClose)));
    }
}

package io.market1s.simulator.frame;

import io.market1s.data.Trade;
import java.math.BigDecimal;

/**
 * A trade that the exchange made, with what its REST API says beside.
 *
 * @param prevClosingPrice yesterday's closing price of the market
 */
public record MadeTrade(Trade trade, BigDecimal prevClosingPrice) {}

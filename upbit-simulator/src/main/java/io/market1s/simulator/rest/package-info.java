/** Upbit's REST API: markets, trades, tickers, books and candles, its limits and its refusals. */
@NullMarked
package io.market1s.simulator.rest;

import org.jspecify.annotations.NullMarked;

package io.market1s.data;

import java.time.Instant;

/** A summary of a market's day. It cannot count trades, so no column of the bar comes from it. */
public record Ticker(String symbol, Instant time) implements MarketEvent {}

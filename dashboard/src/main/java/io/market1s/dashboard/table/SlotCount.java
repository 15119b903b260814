package io.market1s.dashboard.table;

/** How many rows of a symbol a stretch of time has, and how many of them are complete. */
public record SlotCount(String symbol, int rows, int complete) {}

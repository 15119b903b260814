package io.market1s.data;

import java.time.Instant;

/**
 * One row of {@code market_1s}: its content and the row's history.
 *
 * @param revision 0 when first emitted, one more each time the content changed afterwards
 * @param emittedAt when this revision was emitted, to the millisecond
 */
public record Bar(BarContent content, int revision, Instant emittedAt) {}

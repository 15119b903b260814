/**
 * Bars from events: pure, without Kafka, JSON or a clock. {@link io.market1s.resample.bar.Resampler} is the way in.
 *
 * <p>A second is named by its end: second {@code ts} is {@code [ts - 1 s, ts)} and belongs to the bar at {@code ts}.
 * Inside the package a second is a {@code long}, the epoch second of its end.
 */
@NullMarked
package io.market1s.resample.bar;

import org.jspecify.annotations.NullMarked;

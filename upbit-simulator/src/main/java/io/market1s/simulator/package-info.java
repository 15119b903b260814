/**
 * An exchange that speaks Upbit's public protocol over real HTTP and WebSocket: start it with
 * {@link io.market1s.simulator.UpbitSimulator}.
 */
@NullMarked
package io.market1s.simulator;

import org.jspecify.annotations.NullMarked;

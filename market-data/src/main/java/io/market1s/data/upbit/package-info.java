/** The exchange's own formats: frames of the WebSocket and elements of REST's list of trades, read as market events. */
@NullMarked
package io.market1s.data.upbit;

import org.jspecify.annotations.NullMarked;

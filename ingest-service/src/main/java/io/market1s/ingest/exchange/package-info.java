/** The exchange as a client sees it: a WebSocket connection and its request, the lists that REST serves, and the limits of both. */
@NullMarked
package io.market1s.ingest.exchange;

import org.jspecify.annotations.NullMarked;

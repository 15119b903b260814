/** Upbit's protocol: the WebSocket and the REST API. */
@NullMarked
package io.market1s.simulator.server;

import org.jspecify.annotations.NullMarked;

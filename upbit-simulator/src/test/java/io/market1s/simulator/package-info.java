/** Tests of the simulator, with a real WebSocket client. */
@NullMarked
package io.market1s.simulator;

import org.jspecify.annotations.NullMarked;

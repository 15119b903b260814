/** Frames with the time at which they go out, and what sources of them have in common. */
@NullMarked
package io.market1s.simulator.frame;

import org.jspecify.annotations.NullMarked;

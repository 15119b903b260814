/** Limits on how often a client may ask. */
@NullMarked
package io.market1s.simulator.limit;

import org.jspecify.annotations.NullMarked;

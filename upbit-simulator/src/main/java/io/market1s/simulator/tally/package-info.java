/** The exchange's own count of what it made. */
@NullMarked
package io.market1s.simulator.tally;

import org.jspecify.annotations.NullMarked;

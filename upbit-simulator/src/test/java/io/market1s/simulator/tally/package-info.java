/** Tests of the package. */
@NullMarked
package io.market1s.simulator.tally;

import org.jspecify.annotations.NullMarked;

/** Tests of the package. */
@NullMarked
package io.market1s.simulator.capture;

import org.jspecify.annotations.NullMarked;

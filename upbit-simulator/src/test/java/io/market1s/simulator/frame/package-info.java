/** Tests of the package. */
@NullMarked
package io.market1s.simulator.frame;

import org.jspecify.annotations.NullMarked;

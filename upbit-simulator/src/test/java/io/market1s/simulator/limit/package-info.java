/** Tests of the package. */
@NullMarked
package io.market1s.simulator.limit;

import org.jspecify.annotations.NullMarked;

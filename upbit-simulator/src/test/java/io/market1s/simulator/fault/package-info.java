/** Tests of the package. */
@NullMarked
package io.market1s.simulator.fault;

import org.jspecify.annotations.NullMarked;

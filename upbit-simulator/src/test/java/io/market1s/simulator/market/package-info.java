/** Tests of the synthetic market. */
@NullMarked
package io.market1s.simulator.market;

import org.jspecify.annotations.NullMarked;

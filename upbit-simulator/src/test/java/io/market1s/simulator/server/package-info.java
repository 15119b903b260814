/** Tests of the package. */
@NullMarked
package io.market1s.simulator.server;

import org.jspecify.annotations.NullMarked;

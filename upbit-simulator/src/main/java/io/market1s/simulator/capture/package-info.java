/** Recorded captures: read, checked, shifted to the present and played; and a generator of synthetic ones. */
@NullMarked
package io.market1s.simulator.capture;

import org.jspecify.annotations.NullMarked;

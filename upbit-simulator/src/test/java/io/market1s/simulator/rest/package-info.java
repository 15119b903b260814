/** Tests of the package. */
@NullMarked
package io.market1s.simulator.rest;

import org.jspecify.annotations.NullMarked;

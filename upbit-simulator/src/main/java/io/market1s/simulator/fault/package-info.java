/** Misbehaviour on demand. */
@NullMarked
package io.market1s.simulator.fault;

import org.jspecify.annotations.NullMarked;

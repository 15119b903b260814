/** The synthetic market: a seeded random exchange with Upbit's quirks. */
@NullMarked
package io.market1s.simulator.market;

import org.jspecify.annotations.NullMarked;

/** Drills: faults in real processes, against real servers; see docs/reliability.md. */
@NullMarked
package io.market1s.local.drill;

import org.jspecify.annotations.NullMarked;

/** The faults of the system drill, and what is seen of the rows meanwhile. */
@NullMarked
package io.market1s.drill.fault;

import org.jspecify.annotations.NullMarked;

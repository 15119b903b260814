/** Restart drills: the resample-service as a process that is killed, against a real broker. */
@NullMarked
package io.market1s.local.drill;

import org.jspecify.annotations.NullMarked;

/** The moments at which a drill acts, and how long something took. */
@NullMarked
package io.market1s.drill.time;

import org.jspecify.annotations.NullMarked;

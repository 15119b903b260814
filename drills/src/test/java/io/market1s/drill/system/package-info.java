/** The system drill: every fault after the other, and the table of promises. */
@NullMarked
package io.market1s.drill.system;

import org.jspecify.annotations.NullMarked;

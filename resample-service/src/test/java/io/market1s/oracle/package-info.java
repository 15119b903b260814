/**
 * The table computed a second time, by the plainest method there is: sort everything, loop over the seconds. It shares
 * nothing with what it checks, neither code nor JSON reader; DESIGN sections 3 and 5 are its only source.
 */
@NullMarked
package io.market1s.oracle;

import org.jspecify.annotations.NullMarked;

/** The vocabulary that every module shares: the market events and the bar. */
@NullMarked
package io.market1s.data;

import org.jspecify.annotations.NullMarked;

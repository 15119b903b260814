/** What an event and a row take on disk. */
@NullMarked
package io.market1s.benchmark.cost;

import org.jspecify.annotations.NullMarked;

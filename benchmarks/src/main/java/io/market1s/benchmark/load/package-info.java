/** The raw events that benchmarks read. */
@NullMarked
package io.market1s.benchmark.load;

import org.jspecify.annotations.NullMarked;

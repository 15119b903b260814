/** What the program is measured with, and against. {@link io.market1s.benchmark.BenchmarkMain} is the way in. */
@NullMarked
package io.market1s.benchmark;

import org.jspecify.annotations.NullMarked;

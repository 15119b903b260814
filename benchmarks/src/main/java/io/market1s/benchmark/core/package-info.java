/** JMH benchmarks of parsing and of the core. */
@NullMarked
package io.market1s.benchmark.core;

import org.jspecify.annotations.NullMarked;

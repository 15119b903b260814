/** What a benchmark found, for people and programs. */
@NullMarked
package io.market1s.benchmark.report;

import org.jspecify.annotations.NullMarked;

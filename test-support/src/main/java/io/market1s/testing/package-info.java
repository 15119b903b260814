/** What the tests, drills and benchmarks of several modules use; never shipped. */
@NullMarked
package io.market1s.testing;

import org.jspecify.annotations.NullMarked;

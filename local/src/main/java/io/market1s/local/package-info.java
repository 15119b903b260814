/** The whole pipeline in one JVM, for people and tests: commands, wiring, lifecycle. */
@NullMarked
package io.market1s.local;

import org.jspecify.annotations.NullMarked;

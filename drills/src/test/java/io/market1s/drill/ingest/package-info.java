/** Drills of the ingest: two processes with the same markets. */
@NullMarked
package io.market1s.drill.ingest;

import org.jspecify.annotations.NullMarked;

/** Timers, pauses and how long to wait. */
@NullMarked
package io.market1s.ingest.time;

import org.jspecify.annotations.NullMarked;

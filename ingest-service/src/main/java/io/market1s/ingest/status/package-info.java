/** What the ingest tells about itself: counters, the newest frames of each market, the difference of the clocks. */
@NullMarked
package io.market1s.ingest.status;

import org.jspecify.annotations.NullMarked;

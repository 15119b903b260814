/** What a connection brings: frames are checked, written, and become the evidence for the seconds that were covered. */
@NullMarked
package io.market1s.ingest.feed;

import org.jspecify.annotations.NullMarked;

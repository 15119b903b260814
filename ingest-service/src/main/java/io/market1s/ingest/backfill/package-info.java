/** Trades that a connection missed are fetched over REST. */
@NullMarked
package io.market1s.ingest.backfill;

import org.jspecify.annotations.NullMarked;

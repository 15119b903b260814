/**
 * The ingest: keeps WebSocket connections to the exchange, writes every usable frame as received to its raw topic, and
 * vouches with heartbeats for the seconds that it saw whole.
 *
 * <p>Start reading at {@code IngestService}; the rule behind the heartbeats is {@code Coverage}; what no
 * connection brought is fetched by {@code Backfill}, and {@code KeyFrames} repeats what is carried.
 */
@NullMarked
package io.market1s.ingest;

import org.jspecify.annotations.NullMarked;

/** The raw log: the records that the ingest writes, how it writes them, and what it reads back at its start. */
@NullMarked
package io.market1s.ingest.kafka;

import org.jspecify.annotations.NullMarked;

/** Which markets are followed over which connections, and how a connection is kept, replaced and given up. */
@NullMarked
package io.market1s.ingest.subscription;

import org.jspecify.annotations.NullMarked;

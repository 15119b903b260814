/** A read-only web page over {@code market_1s}: one poller reads PostgreSQL, all viewers are told what changed. */
@NullMarked
package io.market1s.dashboard;

import org.jspecify.annotations.NullMarked;

/** From the table to the browsers: one poller, and events for every page that is open. */
@NullMarked
package io.market1s.dashboard.live;

import org.jspecify.annotations.NullMarked;

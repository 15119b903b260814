/** The web server: the page, its data, and the stream of events. */
@NullMarked
package io.market1s.dashboard.web;

import org.jspecify.annotations.NullMarked;

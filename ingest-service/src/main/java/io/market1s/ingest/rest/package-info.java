/** The exchange's REST API as the back-fill needs it: past trades, as received, inside the limits. */
@NullMarked
package io.market1s.ingest.rest;

import org.jspecify.annotations.NullMarked;

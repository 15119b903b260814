/** The way from the topic {@code market_1s} into PostgreSQL: the schema and the sink's configuration. */
@NullMarked
package io.market1s.connect;

import org.jspecify.annotations.NullMarked;

/** Rows a second into PostgreSQL, by the connector and by what it could be replaced with. */
@NullMarked
package io.market1s.benchmark.sink;

import org.jspecify.annotations.NullMarked;

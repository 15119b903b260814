/** A real PostgreSQL as a child process, kept in the data folder. */
@NullMarked
package io.market1s.local.postgres;

import org.jspecify.annotations.NullMarked;

/** Tests of the embedded PostgreSQL. */
@NullMarked
package io.market1s.local.postgres;

import org.jspecify.annotations.NullMarked;

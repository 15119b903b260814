/** The rows of the table, beside what the exchange says that it made. */
@NullMarked
package io.market1s.drill.table;

import org.jspecify.annotations.NullMarked;

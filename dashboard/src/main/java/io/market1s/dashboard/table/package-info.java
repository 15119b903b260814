/** The table market_1s, read: its columns, its rows, and what is newest. */
@NullMarked
package io.market1s.dashboard.table;

import org.jspecify.annotations.NullMarked;

/** What the page shows of every symbol at once, kept up to date from the rows that are read. */
@NullMarked
package io.market1s.dashboard.board;

import org.jspecify.annotations.NullMarked;

/** The check of promise 4 on a user's own data: rebuild into a second table and compare every row. */
@NullMarked
package io.market1s.resample.verify;

import org.jspecify.annotations.NullMarked;

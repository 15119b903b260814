@NullMarked
package io.market1s.local.candle;

import org.jspecify.annotations.NullMarked;

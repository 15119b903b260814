@NullMarked
package io.market1s.local.capture;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.market1s.local.setup;

import org.jspecify.annotations.NullMarked;

@NullMarked
package io.market1s.dashboard;

import org.jspecify.annotations.NullMarked;

/** Raw events on their way between topics and files. */
@NullMarked
package io.market1s.local.capture;

import org.jspecify.annotations.NullMarked;

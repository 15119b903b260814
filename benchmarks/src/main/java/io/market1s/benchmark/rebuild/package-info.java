/** Raw events a second, of ours and of what it is compared with. */
@NullMarked
package io.market1s.benchmark.rebuild;

import org.jspecify.annotations.NullMarked;

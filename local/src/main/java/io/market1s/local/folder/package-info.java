/** Where a run keeps its data, and the ports on which it listens. */
@NullMarked
package io.market1s.local.folder;

import org.jspecify.annotations.NullMarked;

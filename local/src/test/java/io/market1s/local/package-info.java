/** Tests of the local run; those that start it take free ports and folders of their own. */
@NullMarked
package io.market1s.local;

import org.jspecify.annotations.NullMarked;

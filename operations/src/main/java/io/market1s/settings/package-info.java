/** Settings of a service, read from the environment. */
@NullMarked
package io.market1s.settings;

import org.jspecify.annotations.NullMarked;

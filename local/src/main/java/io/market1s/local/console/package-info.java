/** What a person sees: progress, the summary, errors in use, and how a run is stopped. */
@NullMarked
package io.market1s.local.console;

import org.jspecify.annotations.NullMarked;

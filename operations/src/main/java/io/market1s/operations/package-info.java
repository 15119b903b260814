/** What every service has beside its task: metrics, health and logs for those who run it. */
@NullMarked
package io.market1s.operations;

import org.jspecify.annotations.NullMarked;

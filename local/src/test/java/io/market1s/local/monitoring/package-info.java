/** The rules and the dashboard in {@code monitoring/}, compared with what the services really expose. */
@NullMarked
package io.market1s.local.monitoring;

import org.jspecify.annotations.NullMarked;

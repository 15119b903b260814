/** Tests of the local run's broker. */
@NullMarked
package io.market1s.local.kafka;

import org.jspecify.annotations.NullMarked;

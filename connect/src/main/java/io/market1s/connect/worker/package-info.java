/** Kafka Connect's distributed worker, configured as every other process of the project. */
@NullMarked
package io.market1s.connect.worker;

import org.jspecify.annotations.NullMarked;

/** A real Kafka broker of one node in this JVM. */
@NullMarked
package io.market1s.local.kafka;

import org.jspecify.annotations.NullMarked;

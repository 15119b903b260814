/** A real Kafka Connect worker in this JVM, its sink and the supervision of it. */
@NullMarked
package io.market1s.local.connect;

import org.jspecify.annotations.NullMarked;

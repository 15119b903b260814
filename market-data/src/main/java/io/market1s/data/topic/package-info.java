/** Kafka's topics: their names and settings, how they are created, and the headers of raw records. */
@NullMarked
package io.market1s.data.topic;

import org.jspecify.annotations.NullMarked;

/** JSON on the hot path: a strict reader of frames, and the bar and the evidence as they stand in Kafka. */
@NullMarked
package io.market1s.data.json;

import org.jspecify.annotations.NullMarked;

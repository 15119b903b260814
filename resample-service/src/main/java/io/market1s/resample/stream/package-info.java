/** The resampler as a Kafka Streams topology: reading, remembering, deciding when a second closes. */
@NullMarked
package io.market1s.resample.stream;

import org.jspecify.annotations.NullMarked;

package io.market1s.resample.stream;

import io.market1s.resample.bar.Fact;
import org.apache.kafka.common.utils.Bytes;

/** Opens the store's encoding to the tests of the core. */
public final class FactBytes {
    private FactBytes() {}

    /** See {@link FactCodec#key}. */
    public static Bytes key(Fact.Identity identity) {
        return FactCodec.key(identity);
    }

    /** See {@link FactCodec#value}. */
    public static byte[] value(Fact fact) {
        return FactCodec.value(fact);
    }

    /** See {@link FactCodec#read}. */
    public static Fact read(Bytes key, byte[] value) {
        return FactCodec.read(key, value);
    }
}

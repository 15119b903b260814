package io.market1s.simulator.frame;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The types of data frames that the exchange serves. */
public enum FrameType {
    /** One execution. */
    TRADE,
    /** A whole book. */
    ORDERBOOK,
    /** A summary of the day. */
    TICKER;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The type's name in requests and in the field {@code type}. */
    public String wireName() {
        return wireName;
    }

    /** The type of that name on the wire; null if it is none of ours. */
    public static @Nullable FrameType ofWireName(String name) {
        for (FrameType type : values()) {
            if (type.wireName.equals(name)) {
                return type;
            }
        }
        return null;
    }
}

package io.market1s.simulator.server;

import io.market1s.simulator.frame.FrameType;
import java.util.List;

/**
 * One part of a request: a type, and of which markets.
 *
 * @param codes as asked for, valid or not
 * @param snapshots whether SNAPSHOT frames are wanted
 * @param realtime whether REALTIME frames are wanted
 */
record Wanted(FrameType type, List<String> codes, boolean snapshots, boolean realtime) {
    private static final int ALL_UNITS = 30;

    /** The market that a code asks for: a book's without its suffix. */
    String symbol(String code) {
        int dot = code.indexOf('.');
        return type == FrameType.ORDERBOOK && dot >= 0 ? code.substring(0, dot) : code;
    }

    /** How many units of a book a code asks for: those of the suffix, and 30 for anything else. */
    int units(String code) {
        String suffix = code.substring(code.indexOf('.') + 1);
        return switch (suffix) {
            case "1" -> 1;
            case "5" -> 5;
            case "15" -> 15;
            default -> ALL_UNITS;
        };
    }
}

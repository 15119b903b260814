package io.market1s.ingest;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists for log lines: whole while they are short. */
final class Listing {
    private static final int MOST = 30;

    private Listing() {}

    static String of(Collection<?> items) {
        String first = items.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
        return items.size() > MOST ? first + " and " + (items.size() - MOST) + " more" : first;
    }
}

package io.market1s.ingest.status;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists for log lines: whole while they are short. */
public final class ShortList {
    private static final int MOST = 30;

    private ShortList() {}

    public static String of(Collection<?> items) {
        String first = items.stream().limit(MOST).map(String::valueOf).collect(Collectors.joining(", "));
        return items.size() > MOST ? first + " and " + (items.size() - MOST) + " more" : first;
    }
}

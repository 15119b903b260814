package io.market1s.oracle;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares two sets of rows column by column and says where they differ, one readable line each. */
public final class Differences {
    private record Key(String symbol, Instant ts) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::symbol).thenComparing(Key::ts);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }

        @Override
        public String toString() {
            return symbol + " " + ts;
        }
    }

    private Differences() {}

    /** Every difference, by symbol and ts; empty if the rows are the same, in whatever order. */
    public static List<String> between(Collection<OracleRow> expected, Collection<OracleRow> actual) {
        List<String> differences = new ArrayList<>();
        Map<Key, OracleRow> left = byKey(expected, "expected", differences);
        Map<Key, OracleRow> right = byKey(actual, "actual", differences);
        left.forEach((key, row) -> {
            OracleRow other = right.get(key);
            if (other == null) {
                differences.add(key + ": row missing");
            } else {
                compare(key, row, other, differences);
            }
        });
        right.forEach((key, row) -> {
            if (!left.containsKey(key)) {
                differences.add(key + ": row unexpected");
            }
        });
        return differences;
    }

    private static Map<Key, OracleRow> byKey(Collection<OracleRow> rows, String which, List<String> differences) {
        Map<Key, OracleRow> byKey = new TreeMap<>();
        for (OracleRow row : rows) {
            Key key = new Key(row.symbol(), row.ts());
            if (byKey.put(key, row) != null) {
                differences.add(key + ": row twice in " + which);
            }
        }
        return byKey;
    }

    private static void compare(Key key, OracleRow expected, OracleRow actual, List<String> differences) {
        Map<String, @Nullable Object> columns = actual.columns();
        expected.columns().forEach((name, value) -> {
            Object other = columns.get(name);
            if (!same(value, other)) {
                differences.add(key + " " + name + ": expected " + text(value) + ", was " + text(other));
            }
        });
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return (one instanceof BigDecimal left && other instanceof BigDecimal right)
                ? left.compareTo(right) == 0
                : Objects.equals(one, other);
    }

    private static String text(@Nullable Object value) {
        return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
    }
}

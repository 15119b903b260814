package io.market1s.resample.bar;

import java.util.Arrays;

/** The distinct times of the books in one second: milliseconds within the second, ascending. Immutable. */
public final class BookTimes {
    /** No book. */
    public static final BookTimes NONE = new BookTimes(new short[0]);

    private final short[] millis;

    private BookTimes(short[] millis) {
        this.millis = millis;
    }

    /** These times, which must be ascending. */
    public static BookTimes of(short[] ascendingMillis) {
        return new BookTimes(ascendingMillis.clone());
    }

    /** How many distinct times there are. */
    public int count() {
        return millis.length;
    }

    /** The time at an index, a millisecond in [0, 1000). */
    public int get(int index) {
        return millis[index];
    }

    /** These and one more; the same instance if it is among them. */
    BookTimes plus(int milli) {
        int index = Arrays.binarySearch(millis, (short) milli);
        if (index >= 0) {
            return this;
        }
        int insertion = -index - 1;
        short[] more = Arrays.copyOf(millis, millis.length + 1);
        System.arraycopy(millis, insertion, more, insertion + 1, millis.length - insertion);
        more[insertion] = (short) milli;
        return new BookTimes(more);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BookTimes times && Arrays.equals(millis, times.millis);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(millis);
    }

    @Override
    public String toString() {
        return "BookTimes" + Arrays.toString(millis);
    }
}

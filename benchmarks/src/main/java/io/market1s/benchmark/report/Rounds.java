package io.market1s.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** One quantity, measured in several rounds. Not thread-safe. */
public final class Rounds {
    private final List<Double> values = new ArrayList<>();

    /** Adds a round's. */
    public void add(double value) {
        values.add(value);
    }

    /** The middle value; for an even number of values, the mean of the two in the middle. */
    public double median() {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The least. */
    public double least() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    /** The greatest. */
    public double greatest() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Median, least and greatest as whole numbers. */
    public List<String> asCells() {
        return List.of(whole(median()), whole(least()) + " to " + whole(greatest()));
    }

    private static String whole(double value) {
        return Long.toString(Math.round(value));
    }
}

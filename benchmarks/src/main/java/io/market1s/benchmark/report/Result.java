package io.market1s.benchmark.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of one benchmark: a table, and the promises that it has to meet. One thread fills it, then it is read.
 *
 * <p>Promises are only about counts, and about ratios of what was measured in the same run: times depend on the
 * machine.
 */
public final class Result {
    private final String name;
    private final Map<String, String> settings;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final List<Promise> promises = new ArrayList<>();

    /**
     * A promise.
     *
     * @param met whether it was met
     */
    public record Promise(String text, boolean met) {}

    /** An empty table. */
    public Result(String name, Map<String, String> settings, List<String> columns) {
        this.name = name;
        this.settings = new LinkedHashMap<>(settings);
        this.columns = List.copyOf(columns);
    }

    /** Adds a row of as many cells as there are columns. */
    public void row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException("not " + columns.size() + " cells: " + cells);
        }
        rows.add(List.copyOf(cells));
    }

    /** Adds a promise and whether it is met. */
    public void promise(String text, boolean met) {
        promises.add(new Promise(text, met));
    }

    /** Whether everything holds. */
    public boolean holds() {
        return promises.stream().allMatch(Promise::met);
    }

    /** For people. */
    public String asText() {
        StringBuilder text = new StringBuilder("\n" + name + "  " + settings + "\n");
        int[] widths = new int[columns.size()];
        List<List<String>> all = new ArrayList<>(rows);
        all.add(0, columns);
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                String cell = row.get(i);
                String padding = " ".repeat(widths[i] - cell.length());
                text.append(i == 0 ? "  " + cell + padding : "  " + padding + cell);
            }
            text.append('\n');
        }
        promises.forEach(promise -> text.append(promise.met() ? "  met      " : "  NOT MET  ")
                .append(promise.text())
                .append('\n'));
        return text.toString();
    }

    /** For programs: to be written as JSON. */
    public Map<String, Object> asTree() {
        List<Map<String, String>> table = new ArrayList<>();
        for (List<String> row : rows) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), row.get(i));
            }
            table.add(cells);
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("benchmark", name);
        tree.put("settings", settings);
        tree.put("table", table);
        tree.put("promises", promises);
        return tree;
    }
}

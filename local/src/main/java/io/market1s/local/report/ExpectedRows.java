package io.market1s.local.report;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Which rows a run has to have. It follows from the heartbeats alone, because the rows are what is to be checked.
 *
 * @param firstCovered by symbol, the end of its first covered second; without those that no feed covered
 * @param uncoveredFrom by symbol, from when on it has to have rows if no feed covered it; none if it is not in here
 * @param last the last second that had to be there, inclusive
 */
public record ExpectedRows(Map<String, Instant> firstCovered, Map<String, Instant> uncoveredFrom, Instant last) {
    public ExpectedRows {
        firstCovered = Map.copyOf(firstCovered);
        uncoveredFrom = Map.copyOf(uncoveredFrom);
    }

    /** The rows that have to be there, one range a symbol. */
    public List<RowRange> ranges(List<String> symbols) {
        Instant never = last.plusSeconds(1);
        return symbols.stream()
                .map(symbol -> new RowRange(
                        symbol, firstCovered.getOrDefault(symbol, uncoveredFrom.getOrDefault(symbol, never)), last))
                .toList();
    }
}

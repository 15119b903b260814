package io.market1s.local.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts bars that were emitted again without a change: records of {@code market_1s} whose content equals that of the
 * record before it for the same row. Remembers the latest {@value #MEMORY} rows: 16 minutes of 200 symbols, which is longer than the
 * resampler corrects; of 855 symbols not quite four. Not thread-safe.
 */
final class Repeats {
    private static final int MEMORY = 200_000;
    private static final ObjectMapper JSON = new ObjectMapper();
    /** They tell the row's history; all other fields are content. */
    private static final List<String> HISTORY = List.of("revision", "emitted_at");

    private final Map<Row, String> contents = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Row, String> eldest) {
            return size() > MEMORY;
        }
    };
    private long count;

    private record Row(String symbol, long ts) {}

    void add(byte[] bar) throws IOException {
        if (!(JSON.readTree(bar) instanceof ObjectNode fields)) {
            throw new IOException("a bar that is not a JSON object");
        }
        Row row = new Row(fields.path("symbol").asText(), fields.path("ts").asLong());
        fields.remove(HISTORY);
        String content = fields.toString();
        if (content.equals(contents.put(row, content))) {
            count++;
        }
    }

    long count() {
        return count;
    }
}

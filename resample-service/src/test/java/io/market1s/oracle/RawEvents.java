package io.market1s.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the raw records say of one symbol.
 *
 * @param trades every copy of every trade
 * @param heartbeats the ends of the covered seconds, epoch ms, by feed
 */
record RawEvents(List<OracleTrade> trades, List<OracleBook> books, Map<String, Set<Long>> heartbeats) {

    /** Reads the records of one symbol; a ticker says nothing. */
    static RawEvents of(String symbol, Collection<RawRecord> records) {
        RawEvents events = new RawEvents(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
        for (RawRecord record : records) {
            if (record.key().equals(symbol) && !record.topic().equals(RawRecord.TICKER)) {
                events.add(record);
            }
        }
        return events;
    }

    private void add(RawRecord record) {
        JsonNode json = Json.read(record.json());
        long timestamp = record.timestamp().toEpochMilli();
        switch (record.topic()) {
            case RawRecord.TRADE -> trades.add(OracleTrade.read(json, timestamp));
            case RawRecord.ORDERBOOK -> books.add(OracleBook.read(json, timestamp));
            case RawRecord.HEARTBEAT ->
                heartbeats
                        .computeIfAbsent(Json.text(json, "feed"), feed -> new TreeSet<>())
                        .add(Json.integer(json, "second"));
            default -> throw new IllegalArgumentException("no raw topic: " + record.topic());
        }
    }
}

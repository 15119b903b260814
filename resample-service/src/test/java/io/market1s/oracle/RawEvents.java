package io.market1s.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What the raw records say of one symbol.
 *
 * @param trades every copy of every trade
 */
record RawEvents(List<OracleTrade> trades, List<OracleBook> books, OracleEvidence evidence) {

    /** Reads the records of one symbol; a ticker says nothing. */
    static RawEvents of(String symbol, Collection<RawRecord> records, long horizon) {
        RawEvents events = new RawEvents(new ArrayList<>(), new ArrayList<>(), new OracleEvidence(horizon));
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
            case RawRecord.HEARTBEAT -> evidence.add(json, record.received());
            default -> throw new IllegalArgumentException("no raw topic: " + record.topic());
        }
    }
}

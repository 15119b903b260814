package io.market1s.ingest.status;

/** What the ingest counts: each is a meter {@code market1s.ingest.NAME}. */
public enum Count {
    BYTES("received.bytes", "Bytes of the exchange's messages."),
    BEYOND_HORIZON("beyond.horizon.frames", "Frames too late to change their second."),
    UNASKED("unasked.frames", "Frames of the pilot, which are not written."),
    HEARTBEATS("heartbeats", "Heartbeats that Kafka has."),
    REFUSALS("refusals", "Error frames of the exchange."),
    RECONNECTS("reconnects", "Connections opened in place of a lost one."),
    SILENCES("silences", "Connections given up because nothing arrived."),
    OVERFLOWS("overflows", "Connections given up because Kafka did not keep up."),
    LOST("lost.records", "Records that Kafka did not take."),
    KEY_FRAMES("key.frames", "Snapshots that came when they were asked for."),
    KEY_FRAMES_MISSING("key.frames.missing", "Snapshots that were asked for in vain."),
    BACKFILLED("backfilled.trades", "Trades fetched over REST that Kafka has."),
    FILLED("filled", "Ranges of a market of which Kafka has all trades, by REST."),
    DOUBTS("doubts", "Markets of a feed that witnesses put in doubt."),
    WITHDRAWN("withdrawn", "Markets of a feed whose seconds were taken back."),
    BACKFILL_MISSED("backfill.missed", "Gaps of a market that could not be filled.");

    final String meter;
    final String description;

    Count(String name, String description) {
        this.meter = IngestCounters.PREFIX + name;
        this.description = description;
    }
}

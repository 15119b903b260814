package io.market1s.ingest.witness;

import java.time.Instant;

/**
 * A witness shows what a feed should have brought and has not.
 *
 * @param from the last moment at which both agreed
 * @param told by the witness
 */
public record Doubt(Kind kind, Instant from, Testimony told) {
    /** What was not brought. */
    public enum Kind {
        /** A trade. */
        TRADES("trades"),
        /** A book. */
        BOOKS("books");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** In words, for a log line. */
        public String words() {
            return words;
        }
    }

    public String code() {
        return told.code();
    }

    public Testimony.Source source() {
        return told.source();
    }
}

package io.market1s.ingest.feed;

import io.market1s.data.Trade;
import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Is told what trades may be missing from Kafka. Thread-safe; never blocks. */
public interface Gaps {
    /** Nobody fills any. */
    Gaps IGNORED = new Gaps() {
        @Override
        public void resumed(Collection<String> codes, @Nullable Instant lastFrame, Gap.Beginning beginning) {
            // Switched off.
        }

        @Override
        public void lost(Trade trade) {
            // Switched off.
        }

        @Override
        public void unreadableTrade(String code, Instant received) {
            // Switched off.
        }

        @Override
        public void compare(String code, Instant from, Gap.@Nullable Beginning beginning, Gap.Reader reader) {
            reader.read(false);
        }
    };

    /**
     * A connection has begun: what happened between the connections is missing.
     *
     * @param lastFrame up to when the connections before have brought everything; null if this process has had none
     * @param beginning of the new connection
     */
    void resumed(Collection<String> codes, @Nullable Instant lastFrame, Gap.Beginning beginning);

    /** Kafka did not take a trade. */
    void lost(Trade trade);

    /** A trade came that cannot be read. */
    void unreadableTrade(String code, Instant received);

    /**
     * A market is in doubt: its trades are fetched, and shown to the reader.
     *
     * @param beginning of the connection that has taken over; null if there is none
     */
    void compare(String code, Instant from, Gap.@Nullable Beginning beginning, Gap.Reader reader);
}

package io.market1s.ingest.witness;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a witness tells of one market: its newest trade, what was traded on that trade's day, its newest book. Immutable.
 *
 * @param at when it was received, by the exchange's clock
 * @param asOf up to when it tells what had happened, at least
 * @param trade null if it tells none
 * @param dayVolume what was traded from 00:00 UTC of the trade's day up to and including the trade; null if it does not tell
 * @param book the timestamp of the newest book; null if it tells none
 */
public record Testimony(
        Source source,
        String code,
        Instant at,
        Instant asOf,
        @Nullable LastTrade trade,
        @Nullable BigDecimal dayVolume,
        @Nullable Instant book) {

    /** Who tells it. */
    public enum Source {
        /** The live tickers of the market. */
        TICKER("its tickers", Duration.ofSeconds(2)),
        /** The snapshots of another connection. */
        KEY_FRAME("the key frames", Duration.ofSeconds(5)),
        /** The tickers of REST, which may be behind. */
        REST("the tickers of REST", Duration.ofMinutes(1)),
        /** The trades of the market, which change its book. */
        TRADE("its trades", Duration.ofSeconds(2));

        private final String words;
        private final Duration behind;

        Source(String words, Duration behind) {
            this.words = words;
            this.behind = behind;
        }

        /** In words, for a log line. */
        public String words() {
            return words;
        }

        /** So far behind its receipt what it tells may be. */
        Duration behind() {
            return behind;
        }
    }

    /**
     * The newest trade.
     *
     * @param id its sequential id; null if that is not told
     */
    public record LastTrade(Instant time, @Nullable Long id, BigDecimal price, BigDecimal volume) {}

    /** A testimony about trades. */
    public static Testimony ofTrades(
            Source source, String code, Instant at, Instant madeAt, LastTrade trade, @Nullable BigDecimal dayVolume) {
        Instant asOf = source == Source.TICKER && madeAt.isBefore(at) ? madeAt : at;
        return new Testimony(source, code, at, asOf.minus(source.behind()), trade, dayVolume, null);
    }

    /** A testimony about the newest book. */
    public static Testimony ofBook(Source source, String code, Instant at, Instant book) {
        return new Testimony(source, code, at, at.minus(source.behind()), null, null, book);
    }
}

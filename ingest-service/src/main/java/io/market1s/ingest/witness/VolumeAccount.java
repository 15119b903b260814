package io.market1s.ingest.witness;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Compares the volume that the exchange says was traded since 00:00 UTC with the trades that a feed has brought. What the
 * exchange tells is ahead of the feed by what was traded before the feed began; that lead never changes, unless a trade
 * is missing: then it grows. Trades of the same millisecond have no order, so that the lead is known within bounds only.
 * Not thread-safe.
 */
final class VolumeAccount {
    /** So long the exchange may tell less than there was; then the comparison begins anew. */
    private static final Duration SURPLUS = Duration.ofMinutes(1);
    /** One unit of the last of eight digits. */
    private static final BigDecimal LAST_DIGIT = new BigDecimal("0.00000001");

    private final BroughtTrades brought;
    private final Instant since;
    private @Nullable LocalDate day;
    private @Nullable Lead lead;
    private @Nullable Instant surplusSince;

    /** What a testimony says about the volume. */
    sealed interface Finding {
        /** The feed has brought it all. */
        record Accounted() implements Finding {}

        /** So much was not brought. */
        record Unaccounted(BigDecimal volume) implements Finding {}

        /** Nothing can be said; the volume may be that of a trade of the same millisecond. */
        record Unknown() implements Finding {}
    }

    /** The exchange is ahead by {@code [least, most]}. */
    private record Lead(BigDecimal least, BigDecimal most) {
        static final Lead NONE = new Lead(BigDecimal.ZERO, BigDecimal.ZERO);

        /** How far this lead is above another at least; negative if it may be the same. */
        BigDecimal above(Lead other) {
            return least.subtract(other.most);
        }
    }

    /**
     * An account that begins with what it is told first.
     *
     * @param since the trades from here on are to be brought
     */
    VolumeAccount(BroughtTrades brought, Instant since) {
        this.brought = brought;
        this.since = since;
    }

    /** Compares; the account stays as it is. */
    Finding compare(Testimony.LastTrade last, BigDecimal told) {
        if (isForgotten(last)) {
            return new Finding.Unknown();
        }
        Lead known = known(last);
        if (known == null) {
            return new Finding.Unknown();
        }
        Lead now = lead(last, told);
        BigDecimal tolerance = tolerance(told);
        if (now.above(known).compareTo(tolerance) > 0) {
            return new Finding.Unaccounted(now.above(known));
        }
        // Exact is the comparison when the told trade was the last of its millisecond.
        boolean exact = known.most().subtract(now.least()).abs().compareTo(tolerance) <= 0
                && known.most().subtract(known.least()).compareTo(tolerance) <= 0;
        return exact ? new Finding.Accounted() : new Finding.Unknown();
    }

    /**
     * Takes for the truth what was compared and is not short.
     *
     * @param at when it was told
     */
    void accept(Testimony.LastTrade last, BigDecimal told, Instant at) {
        if (isForgotten(last)) {
            return;
        }
        Lead known = known(last);
        Lead now = lead(last, told);
        if (known == null) {
            begin(last, now);
        } else if (known.above(now).compareTo(tolerance(told)) <= 0) {
            begin(last, narrowed(known, now));
        } else if (surplusSince == null) {
            surplusSince = at;
        } else if (at.isAfter(surplusSince.plus(SURPLUS))) {
            begin(last, now);
        }
    }

    private void begin(Testimony.LastTrade last, Lead now) {
        day = BroughtTrades.day(last.time());
        lead = now;
        surplusSince = null;
    }

    private boolean isForgotten(Testimony.LastTrade last) {
        return last.time().isBefore(brought.forgotten())
                || (day != null && BroughtTrades.day(last.time()).isBefore(day));
    }

    /** The lead before this trade; on a new day there is none if the feed was there when it began. */
    private @Nullable Lead known(Testimony.LastTrade last) {
        LocalDate tradeDay = BroughtTrades.day(last.time());
        if (tradeDay.equals(day)) {
            return lead;
        }
        Instant midnight = tradeDay.atStartOfDay(ZoneOffset.UTC).toInstant();
        return day != null && since.isBefore(midnight) ? Lead.NONE : null;
    }

    private Lead lead(Testimony.LastTrade last, BigDecimal told) {
        BigDecimal after = told.subtract(brought.volumeBefore(last.time()));
        BigDecimal sameTime = brought.volumeAt(last.time());
        // Of the trades of its millisecond the told one was among the first or among the last.
        return new Lead(
                after.subtract(sameTime), after.subtract(brought.has(last) ? sameTime.min(last.volume()) : sameTime));
    }

    /** What both allow; the last digits of a double may drift, so that they only just meet. */
    private static Lead narrowed(Lead known, Lead now) {
        BigDecimal least = known.least().max(now.least());
        BigDecimal most = known.most().min(now.most());
        return least.compareTo(most) <= 0 ? new Lead(least, most) : new Lead(most, least);
    }

    private static BigDecimal tolerance(BigDecimal told) {
        return BigDecimal.valueOf(2 * Math.ulp(told.doubleValue())).max(LAST_DIGIT);
    }
}

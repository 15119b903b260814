package io.market1s.ingest.witness;

import io.market1s.data.Trade;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The trades of one market that a feed has brought: the recent ones each, of the older ones of a day only their volume.
 * Not thread-safe.
 */
final class BroughtTrades {
    /** A market without any witness must not fill the memory. */
    private static final int MOST = 20_000;

    private final Map<Long, Trade> recent = new LinkedHashMap<>();
    private @Nullable Instant newest;
    /** Trades up to this time may be forgotten, later ones are not. */
    private Instant forgotten = Instant.MIN;

    private LocalDate forgottenDay = LocalDate.MIN;
    private BigDecimal forgottenVolume = BigDecimal.ZERO;

    /** The feed brought a trade; whether it did before does not matter. */
    void add(Trade trade) {
        if (recent.putIfAbsent(trade.sequentialId(), trade) == null) {
            if (newest == null || trade.time().isAfter(newest)) {
                newest = trade.time();
            }
            if (recent.size() > MOST) {
                Iterator<Trade> oldest = recent.values().iterator();
                forget(oldest.next());
                oldest.remove();
            }
        }
    }

    /** When the newest trade was; null before the first. */
    @Nullable
    Instant newest() {
        return newest;
    }

    /** The time up to which trades may be forgotten. */
    Instant forgotten() {
        return forgotten;
    }

    boolean has(Testimony.LastTrade told) {
        if (told.id() != null) {
            return recent.containsKey(told.id());
        }
        return recent.values().stream()
                .anyMatch(trade -> trade.time().equals(told.time())
                        && trade.price().compareTo(told.price()) == 0
                        && trade.volume().compareTo(told.volume()) == 0);
    }

    /** The ids of those that are not forgotten. */
    Set<Long> ids() {
        return Set.copyOf(recent.keySet());
    }

    /** The volume of the trades of a UTC day before a time, of which no later one is forgotten. */
    BigDecimal volumeBefore(Instant time) {
        LocalDate day = day(time);
        Instant midnight = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        BigDecimal volume = forgottenDay.equals(day) ? forgottenVolume : BigDecimal.ZERO;
        for (Trade trade : recent.values()) {
            if (trade.time().isBefore(time) && !trade.time().isBefore(midnight)) {
                volume = volume.add(trade.volume());
            }
        }
        return volume;
    }

    /** The volume of the trades of exactly this time. */
    BigDecimal volumeAt(Instant time) {
        BigDecimal volume = BigDecimal.ZERO;
        for (Trade trade : recent.values()) {
            if (trade.time().equals(time)) {
                volume = volume.add(trade.volume());
            }
        }
        return volume;
    }

    /** Forgets the trades before a time, but for the newest one. */
    void forgetBefore(Instant time) {
        for (Iterator<Trade> trades = recent.values().iterator(); trades.hasNext(); ) {
            Trade trade = trades.next();
            if (trade.time().isBefore(time) && !trade.time().equals(newest)) {
                forget(trade);
                trades.remove();
            }
        }
    }

    private void forget(Trade trade) {
        LocalDate day = day(trade.time());
        if (day.isAfter(forgottenDay)) {
            forgottenDay = day;
            forgottenVolume = BigDecimal.ZERO;
        }
        if (day.equals(forgottenDay)) {
            forgottenVolume = forgottenVolume.add(trade.volume());
        }
        if (trade.time().isAfter(forgotten)) {
            forgotten = trade.time();
        }
    }

    static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}

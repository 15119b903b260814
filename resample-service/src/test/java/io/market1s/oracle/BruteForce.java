package io.market1s.oracle;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Computes rows of {@code market_1s} from nothing but the set of raw records. */
public final class BruteForce {
    private static final long SECOND = 1000;

    private static final Duration HORIZON = Duration.ofMinutes(10);

    private final long keepAlive;
    private final long horizon;

    /** With the default horizon. */
    public BruteForce(Duration keepAlive) {
        this(keepAlive, HORIZON);
    }

    /**
     * A computation under these rules.
     *
     * @param keepAlive how long after its last covered second a symbol still has rows
     * @param horizon how far before its arrival evidence counts
     */
    public BruteForce(Duration keepAlive, Duration horizon) {
        this.keepAlive = keepAlive.toMillis();
        this.horizon = horizon.toMillis();
    }

    /**
     * All rows that exist, by symbol in the order given, then by ts.
     *
     * @param first the first ts looked at, a whole second
     * @param last the last ts looked at, a whole second: the last that has closed
     */
    public List<OracleRow> rows(
            Collection<RawRecord> records, Collection<String> symbols, Instant first, Instant last) {
        List<OracleRow> rows = new ArrayList<>();
        for (String symbol : symbols) {
            RawEvents events = RawEvents.of(symbol, records, horizon);
            List<OracleTrade> counted = counted(events.trades());
            for (long ts = first.toEpochMilli(); ts <= last.toEpochMilli(); ts += SECOND) {
                if (exists(events.evidence(), ts)) {
                    rows.add(row(symbol, ts, events, counted, last.toEpochMilli()));
                }
            }
        }
        return rows;
    }

    /** Withdrawn or not: a row that is there does not go away. */
    private boolean exists(OracleEvidence evidence, long ts) {
        return evidence.lastCovered(ts) > ts - keepAlive;
    }

    private static boolean complete(OracleEvidence evidence, long ts, long lastClosed) {
        return evidence.feeds().stream()
                .anyMatch(feed ->
                        evidence.vouches(feed, ts) && (ts == lastClosed || evidence.vouches(feed, ts + SECOND)));
    }

    /** Each trade once: the least of the copies that came within the horizon. */
    private static List<OracleTrade> counted(List<OracleTrade> copies) {
        Map<Long, OracleTrade> byId = new TreeMap<>();
        for (OracleTrade copy : copies) {
            if (copy.withinHorizon()) {
                byId.merge(
                        copy.id(), copy, (one, other) -> OracleTrade.COPY_ORDER.compare(one, other) <= 0 ? one : other);
            }
        }
        return byId.values().stream().sorted(OracleTrade.EVENT_ORDER).toList();
    }

    private static OracleRow row(String symbol, long ts, RawEvents events, List<OracleTrade> counted, long lastClosed) {
        OracleBook book = lastBook(events.books(), ts);
        OracleTrade lastTrade = lastTrade(events.trades(), counted, ts);
        List<OracleTrade> trades = counted.stream()
                .filter(trade -> trade.time() >= ts - SECOND && trade.time() < ts)
                .toList();
        OracleTrade firstInSecond = trades.isEmpty() ? null : trades.get(0);
        OracleTrade lastInSecond = trades.isEmpty() ? null : trades.get(trades.size() - 1);
        return new OracleRow(
                symbol,
                Instant.ofEpochMilli(ts),
                book == null ? null : book.mid(),
                book == null ? null : book.bid(),
                book == null ? null : book.ask(),
                book == null ? null : book.spread(),
                book == null ? null : book.bidSize(),
                book == null ? null : book.askSize(),
                book == null ? null : book.imbalance(),
                lastTrade == null ? null : lastTrade.price(),
                lastTrade == null ? null : lastTrade.side(),
                trades.size(),
                trades.stream().map(OracleTrade::volume).reduce(BigDecimal.ZERO, BigDecimal::add),
                trades.stream().map(OracleTrade::value).reduce(BigDecimal.ZERO, BigDecimal::add),
                trades.stream()
                        .filter(trade -> trade.side().equals("BID"))
                        .map(OracleTrade::volume)
                        .reduce(BigDecimal.ZERO, BigDecimal::add),
                firstInSecond == null ? null : firstInSecond.price(),
                trades.stream().map(OracleTrade::price).reduce(BigDecimal::max).orElse(null),
                trades.stream().map(OracleTrade::price).reduce(BigDecimal::min).orElse(null),
                lastInSecond == null ? null : lastInSecond.price(),
                bookCount(events.books(), ts),
                book == null ? null : ts - book.time(),
                complete(events.evidence(), ts, lastClosed),
                complete(events.evidence(), ts, lastClosed) || events.evidence().isFilled(ts));
    }

    private static @Nullable OracleBook lastBook(List<OracleBook> books, long ts) {
        return books.stream()
                .filter(book -> book.effect() < ts)
                .max(OracleBook.EVENT_ORDER)
                .orElse(null);
    }

    /**
     * The greatest in event order of what took effect before ts: the counted trades, and each copy that came after the
     * horizon on its own. Of two copies that agree in time and id the lesser counts.
     */
    private static @Nullable OracleTrade lastTrade(List<OracleTrade> copies, List<OracleTrade> counted, long ts) {
        List<OracleTrade> candidates = new ArrayList<>(counted);
        copies.stream().filter(copy -> !copy.withinHorizon()).forEach(candidates::add);
        return candidates.stream()
                .filter(trade -> trade.effect() < ts)
                .max(OracleTrade.EVENT_ORDER.thenComparing(OracleTrade.COPY_ORDER.reversed()))
                .orElse(null);
    }

    private static int bookCount(List<OracleBook> books, long ts) {
        return (int) books.stream()
                .filter(OracleBook::withinHorizon)
                .mapToLong(OracleBook::time)
                .filter(time -> time >= ts - SECOND && time < ts)
                .distinct()
                .count();
    }
}

package io.market1s.resample.bar;

import io.market1s.data.Evidence;
import io.market1s.data.Filled;
import io.market1s.data.Heartbeat;
import io.market1s.data.Level;
import io.market1s.data.OrderBook;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.Withdrawn;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One event as the resampler gets it. */
sealed interface Input {
    /** The start of the time in which tests play. */
    Instant START = Instant.parse("2026-02-16T07:00:00Z");

    void addTo(Resampler resampler);

    String symbol();

    Instant effective();

    record OfTrade(Trade trade, Instant effective) implements Input {
        @Override
        public void addTo(Resampler resampler) {
            resampler.add(trade, effective);
        }

        @Override
        public String symbol() {
            return trade.symbol();
        }
    }

    record OfBook(OrderBook book, Instant effective) implements Input {
        @Override
        public void addTo(Resampler resampler) {
            resampler.add(book, effective);
        }

        @Override
        public String symbol() {
            return book.symbol();
        }
    }

    /** Evidence, which belongs to the seconds that it is about. */
    record OfEvidence(Evidence evidence, Instant effective) implements Input {
        @Override
        public void addTo(Resampler resampler) {
            resampler.add(evidence, Instant.MIN);
        }

        @Override
        public String symbol() {
            return evidence.symbol();
        }
    }

    static Instant at(long millis) {
        return START.plusMillis(millis);
    }

    static OfTrade trade(String symbol, long millis, long id, String price, String volume, Side side) {
        return late(symbol, millis, millis, id, price, volume, side);
    }

    static OfTrade late(
            String symbol, long millis, long effectiveMillis, long id, String price, String volume, Side side) {
        Trade trade = new Trade(symbol, at(millis), id, new BigDecimal(price), new BigDecimal(volume), side);
        return new OfTrade(trade, at(effectiveMillis));
    }

    static OfBook book(String symbol, long millis, String bid, String bidSize, String ask, String askSize) {
        return lateBook(symbol, millis, millis, bid, bidSize, ask, askSize);
    }

    static OfBook lateBook(
            String symbol, long millis, long effectiveMillis, String bid, String bidSize, String ask, String askSize) {
        OrderBook book = new OrderBook(symbol, at(millis), side(bid, bidSize), side(ask, askSize));
        return new OfBook(book, at(effectiveMillis));
    }

    static OfEvidence heartbeat(String symbol, long second, String feed) {
        Heartbeat heartbeat = new Heartbeat(symbol, START.plus(Duration.ofSeconds(second)), feed);
        // It names its second by its end.
        return new OfEvidence(heartbeat, heartbeat.second().minusMillis(1));
    }

    static OfEvidence withdrawn(String symbol, String feed, long from, long until) {
        return new OfEvidence(new Withdrawn(symbol, feed, at(from), at(until), "x"), at(from));
    }

    static OfEvidence filled(String symbol, long from, long until) {
        return new OfEvidence(new Filled(symbol, at(from), at(until)), at(from));
    }

    /** One level, or an empty side for an empty price. */
    private static List<Level> side(String price, String size) {
        return price.isEmpty() ? List.of() : List.of(new Level(new BigDecimal(price), new BigDecimal(size)));
    }
}

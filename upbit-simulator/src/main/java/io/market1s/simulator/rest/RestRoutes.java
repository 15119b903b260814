package io.market1s.simulator.rest;

import io.market1s.simulator.tally.Tally;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What each path answers, as things were at a time: now, or a while ago if the API is behind. On the event loop only. */
final class RestRoutes {
    private static final int MOST_TRADES = 500;
    private static final int MOST_CANDLES = 200;
    private static final int MOST_UNITS = 30;

    private final MarketBoard board;
    private final Tally tally;

    RestRoutes(MarketBoard board, Tally tally) {
        this.board = board;
        this.tally = tally;
    }

    byte[] markets(RestQuery query, Instant at) {
        return RestJson.markets(board.listed(), query.isTrue("is_details", "isDetails"));
    }

    byte[] trades(RestQuery query, Instant at) throws RestQuery.BadException {
        String market = query.market(board.listed());
        Instant to = query.timeOfDay(at);
        Long cursor = query.cursor();
        return RestJson.trades(tally.newestTrades(market, knownBefore(to, at), cursor, query.count(MOST_TRADES)));
    }

    byte[] tickers(RestQuery query, Instant at) throws RestQuery.BadException {
        return tickers(query.markets(board.listed()), at);
    }

    byte[] allTickers(RestQuery query, Instant at) throws RestQuery.BadException {
        return tickers(query.marketsOfQuotes(board.listed()), at);
    }

    private byte[] tickers(List<String> markets, Instant at) {
        return FrameRest.array(markets, market -> board.ticker(market, at), FrameRest::ticker);
    }

    byte[] books(RestQuery query, Instant at) throws RestQuery.BadException {
        int units = query.count(MOST_UNITS, MOST_UNITS);
        return FrameRest.array(
                query.markets(board.listed()), board::book, (frame, json) -> FrameRest.book(frame, units, json));
    }

    byte[] seconds(RestQuery query, Instant at) throws RestQuery.BadException {
        String market = query.market(board.listed());
        Instant to = knownBefore(query.dateTime(at), at);
        int count = query.count(MOST_CANDLES);
        // The label is the second's open; those before `to` end at or before its own second.
        Instant lastEnd = Instant.ofEpochSecond(-Math.floorDiv(-to.toEpochMilli(), 1000));
        return RestJson.candles(market, newestFirst(candles(market, lastEnd, Duration.ofSeconds(1)), count), null);
    }

    byte[] minutes(String unit, RestQuery query, Instant at) throws RestQuery.BadException {
        Duration length = RestQuery.minutes(unit);
        String market = query.market(board.listed());
        Instant to = knownBefore(query.dateTime(at), at);
        int count = query.count(MOST_CANDLES);
        // A candle whose open lies before `to` is told as it is now, also beyond `to`.
        long open = Math.floorDiv(to.toEpochMilli() - 1, length.toMillis()) * length.toMillis();
        Instant end = Instant.ofEpochMilli(open).plus(length);
        Instant lastEnd = Instant.ofEpochSecond((end.isAfter(at) ? at.plusSeconds(1) : end).getEpochSecond());
        return RestJson.candles(market, newestFirst(candles(market, lastEnd, length), count), (int) length.toMinutes());
    }

    /** The synthetic market makes up to a tenth of a second ahead; nobody may see it before it happens. */
    private static Instant knownBefore(Instant to, Instant at) {
        return to.isAfter(at) ? at.plusMillis(1) : to;
    }

    private List<RestCandle> candles(String market, Instant lastEnd, Duration length) {
        return RestCandle.of(tally.seconds(market, lastEnd.minus(Tally.SECONDS_KEPT), lastEnd), length);
    }

    private static List<RestCandle> newestFirst(List<RestCandle> candles, int count) {
        List<RestCandle> newest = new ArrayList<>(candles.subList(Math.max(0, candles.size() - count), candles.size()));
        Collections.reverse(newest);
        return newest;
    }
}

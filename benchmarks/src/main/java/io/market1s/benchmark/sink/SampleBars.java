package io.market1s.benchmark.sink;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.TradeSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Bars like those of a busy market: for each second, one bar of every symbol. The same arguments give the same bars.
 */
public record SampleBars(int rows, int symbols) {
    private static final Instant START = Instant.parse("2026-02-16T07:00:00Z");

    /** All bars, in the order in which they would be emitted. */
    public Stream<Bar> stream() {
        Random random = new Random(1);
        List<String> codes =
                IntStream.range(0, symbols).mapToObj("KRW-S%03d"::formatted).toList();
        return IntStream.range(0, rows)
                .mapToObj(i -> bar(codes.get(i % symbols), START.plusSeconds(i / symbols), random));
    }

    private static Bar bar(String symbol, Instant ts, Random random) {
        BigDecimal bid = BigDecimal.valueOf(116_000_000L + 1_000L * random.nextInt(1_000));
        BigDecimal ask = bid.add(BigDecimal.valueOf(1_000));
        Quote quote = new Quote(
                ts.minusMillis(random.nextInt(900) + 1L),
                bid,
                size(random),
                ask,
                size(random),
                size(random),
                size(random));
        boolean traded = random.nextBoolean();
        TradeSummary trades = traded
                ? new TradeSummary(
                        1 + random.nextInt(9),
                        size(random),
                        size(random).multiply(bid),
                        size(random),
                        new TradeSummary.Ohlc(bid, ask, bid, ask))
                : TradeSummary.NONE;
        Side side = random.nextBoolean() ? Side.BID : Side.ASK;
        return new Bar(
                new BarContent(symbol, ts, quote, ask, side, trades, 1 + random.nextInt(9), true, true),
                0,
                ts.plusMillis(510));
    }

    private static BigDecimal size(Random random) {
        return BigDecimal.valueOf(1 + random.nextInt(99_999_999), 8);
    }
}

package io.market1s.resample.bar;

import static io.market1s.resample.bar.Input.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Promise 3 (exact) of the core: the rows are a function of the set of events, whatever happens to it on the way. */
class ResamplerPropertyTest {
    private static final int SECONDS = 12;
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(4);
    private static final Instant END = START.plusSeconds(SECONDS + 6); // after the latest effect

    @Property(tries = 1500)
    void orderDuplicatesClosingsAndRestartsChangeNoRow(@ForAll("events") List<Input> events, @ForAll Random random) {
        Map<String, BarContent> expected = inOrder(events);

        List<Input> disturbed = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(4) == 0).forEach(disturbed::add);
        Collections.shuffle(disturbed, random);

        assertThat(disturbed(disturbed, random)).containsExactlyInAnyOrderEntriesOf(expected);
    }

    @Property(tries = 500)
    void forgettingWhatNothingCanChangeAnyMoreChangesNoRow(@ForAll("events") List<Input> any, @ForAll Random random) {
        List<Input> events =
                any.stream().map(ResamplerPropertyTest::copiesStayInTheirSecond).toList();
        Map<String, BarContent> expected = inOrder(events);

        MapJournal journal = new MapJournal();
        Table table = new Table();
        Resampler resampler = new Resampler(KEEP_ALIVE, false, journal);
        List<Input> remaining = shuffledWithin(events, random);
        while (!remaining.isEmpty()) {
            remaining.remove(0).addTo(resampler);
            Instant oldest = remaining.stream()
                    .map(Input::effective)
                    .min(Instant::compareTo)
                    .orElse(END);
            Instant limit = oldest.plusSeconds(random.nextInt(3));
            resampler.close(limit.isBefore(END) ? limit : END, 100, END, table);
            // A heartbeat for a second decides about the second before it as well.
            resampler.forgetBefore(oldest.minusSeconds(1), END, table);
            if (random.nextInt(5) == 0) {
                resampler = restored(journal);
            }
        }
        finish(resampler, table);
        resampler.forgetBefore(END, END, table);

        assertThat(table.contents()).containsExactlyInAnyOrderEntriesOf(expected);
        assertThat(journal.size()).as("what is left is bounded by the symbols").isLessThan(10);
    }

    /** What a rebuild does: nobody sees a row that is not the last word. */
    @Property(tries = 500)
    void whatIsClosedWhenItIsFinalIsEmittedOnce(@ForAll("events") List<Input> any, @ForAll Random random) {
        List<Input> events =
                any.stream().map(ResamplerPropertyTest::copiesStayInTheirSecond).toList();
        Map<String, BarContent> expected = inOrder(events);

        MapJournal journal = new MapJournal();
        Table table = new Table();
        List<Bar> emitted = new ArrayList<>();
        Consumer<Bar> out = bar -> {
            emitted.add(bar);
            table.accept(bar);
        };
        Resampler resampler = new Resampler(KEEP_ALIVE, true, journal);
        List<Input> remaining = shuffledWithin(events, random);
        while (!remaining.isEmpty()) {
            remaining.remove(0).addTo(resampler);
            Instant oldest = remaining.stream()
                    .map(Input::effective)
                    .min(Instant::compareTo)
                    .orElse(END);
            Instant limit = oldest.minusSeconds(1);
            resampler.close(limit, 100, END, out);
            resampler.forgetBefore(limit, END, out);
        }
        resampler.close(END, 100, END, out);
        resampler.correct(1_000, END, out);

        // Nothing follows the last second: whether it is complete is not known.
        String last = END.toString();
        assertThat(without(last, table.contents())).containsExactlyInAnyOrderEntriesOf(without(last, expected));
        assertThat(emitted).allMatch(bar -> bar.revision() == 0);
    }

    private static Map<String, BarContent> without(String last, Map<String, BarContent> rows) {
        Map<String, BarContent> others = new HashMap<>(rows);
        others.keySet().removeIf(row -> row.endsWith(last));
        return others;
    }

    @Property(tries = 300)
    void rowsAreGaplessAndTradesAreConserved(@ForAll("events") List<Input> events) {
        Map<String, BarContent> rows = inOrder(events);

        for (String symbol : List.of("KRW-BTC", "BTC-ETH")) {
            Map<Long, Input.OfTrade> counted = new HashMap<>();
            for (Input event : events) {
                if (event instanceof Input.OfTrade input
                        && input.symbol().equals(symbol)
                        && input.effective().equals(input.trade().time())) {
                    counted.merge(
                            input.trade().sequentialId(),
                            input,
                            (one, other) -> EventOrder.COPIES.compare(one.trade(), other.trade()) <= 0 ? one : other);
                }
            }
            for (int second = 0; second <= SECONDS + 6; second++) {
                Instant ts = START.plusSeconds(second);
                BarContent row = rows.get(symbol + " " + ts);
                assertThat(row != null).as("row at %s", ts).isEqualTo(isKeptAlive(events, symbol, ts));
                if (row != null) {
                    EvidenceRules evidence = EvidenceRules.of(events, symbol);
                    boolean complete = evidence.isComplete(ts, END);
                    assertThat(row.complete()).as("complete at %s", ts).isEqualTo(complete);
                    assertThat(row.tradesComplete())
                            .as("trades complete at %s", ts)
                            .isEqualTo(complete || evidence.isFilled(ts));
                    check(
                            row,
                            counted.values().stream()
                                    .filter(input -> !input.trade().time().isBefore(ts.minusSeconds(1))
                                            && input.trade().time().isBefore(ts))
                                    .toList());
                }
            }
        }
    }

    private static void check(BarContent row, List<Input.OfTrade> trades) {
        assertThat(row.trades().count()).isEqualTo(trades.size());
        assertThat(row.trades().volume())
                .isEqualByComparingTo(
                        trades.stream().map(input -> input.trade().volume()).reduce(BigDecimal.ZERO, BigDecimal::add));
        TradeSummary.Ohlc prices = row.trades().prices();
        assertThat(prices == null).isEqualTo(trades.isEmpty());
        if (prices != null) {
            assertThat(prices.low()).isLessThanOrEqualTo(prices.open()).isLessThanOrEqualTo(prices.close());
            assertThat(prices.high()).isGreaterThanOrEqualTo(prices.open()).isGreaterThanOrEqualTo(prices.close());
        }
    }

    private static boolean isKeptAlive(List<Input> events, String symbol, Instant ts) {
        EvidenceRules evidence = EvidenceRules.of(events, symbol);
        for (Instant second = ts; second.isAfter(ts.minus(KEEP_ALIVE)); second = second.minusSeconds(1)) {
            if (evidence.covers(second)) {
                return true;
            }
        }
        return false;
    }

    /** Copies of one trade do not lie further apart than what is remembered. */
    private static Input copiesStayInTheirSecond(Input event) {
        if (!(event instanceof Input.OfTrade input)) {
            return event;
        }
        Trade trade = input.trade();
        long id = trade.time().getEpochSecond() * 10 + trade.sequentialId();
        return new Input.OfTrade(
                new Trade(trade.symbol(), trade.time(), id, trade.price(), trade.volume(), trade.side()),
                input.effective());
    }

    private static Map<String, BarContent> inOrder(List<Input> events) {
        Table table = new Table();
        Resampler resampler = new Resampler(KEEP_ALIVE, false, new MapJournal());
        events.forEach(event -> event.addTo(resampler));
        finish(resampler, table);
        return table.contents();
    }

    private static Map<String, BarContent> disturbed(List<Input> events, Random random) {
        MapJournal journal = new MapJournal();
        Table table = new Table();
        Resampler resampler = new Resampler(KEEP_ALIVE, false, journal);
        for (Input event : events) {
            event.addTo(resampler);
            switch (random.nextInt(6)) {
                case 0 ->
                    resampler.close(START.plusSeconds(random.nextInt(SECONDS + 2)), 1 + random.nextInt(9), END, table);
                case 1 -> resampler.correct(1 + random.nextInt(5), END, table);
                case 2 -> resampler = restored(journal);
                default -> {}
            }
        }
        finish(resampler, table);
        return table.contents();
    }

    private static void finish(Resampler resampler, Table table) {
        resampler.close(END, Integer.MAX_VALUE, END, table);
        resampler.correct(Integer.MAX_VALUE, END, table);
    }

    private static Resampler restored(MapJournal journal) {
        Resampler resampler = new Resampler(KEEP_ALIVE, false, journal);
        resampler.restore(journal.facts());
        return resampler;
    }

    /** By time with a bounded disorder, so that there is always something that nothing can change any more. */
    private static List<Input> shuffledWithin(List<Input> events, Random random) {
        record Placed(Input event, long place) {}
        List<Placed> placed = new ArrayList<>();
        events.forEach(event -> placed.add(new Placed(event, event.effective().toEpochMilli() + random.nextInt(3000))));
        placed.sort(Comparator.comparingLong(Placed::place));
        return new ArrayList<>(placed.stream().map(Placed::event).toList());
    }

    @Provide
    Arbitrary<List<Input>> events() {
        Arbitrary<String> symbols = Arbitraries.of("KRW-BTC", "BTC-ETH");
        // Few distinct values: edges of seconds, equal times, equal ids and equal prices must come often.
        Arbitrary<Integer> times = Combinators.combine(
                        Arbitraries.integers().between(0, SECONDS - 1), Arbitraries.of(0, 1, 400, 999))
                .as((second, milli) -> second * 1000 + milli);
        Arbitrary<Integer> delays = Arbitraries.of(0, 0, 0, 0, 1, 1500, 5000);
        Arbitrary<String> numbers = Arbitraries.of("1", "0.1", "2.5", "0.00000003");
        Arbitrary<Input> trades = Combinators.combine(
                        symbols,
                        times,
                        delays,
                        Arbitraries.longs().between(1, 8),
                        numbers,
                        numbers,
                        Arbitraries.of(Side.class))
                .as((symbol, time, delay, id, price, volume, side) ->
                        Input.late(symbol, time, time + delay, id, price, volume, side));
        Arbitrary<Input> books = Combinators.combine(
                        symbols,
                        times,
                        delays,
                        Arbitraries.of("", "1", "2"),
                        numbers,
                        Arbitraries.of("", "3", "4"),
                        numbers)
                .as((symbol, time, delay, bid, bidSize, ask, askSize) ->
                        Input.lateBook(symbol, time, time + delay, bid, bidSize, ask, askSize));
        Arbitrary<Input> heartbeats = Combinators.combine(
                        symbols, Arbitraries.longs().between(1, SECONDS), Arbitraries.of("ingest-0/1", "ingest-1/1"))
                .as(Input::heartbeat);
        Arbitrary<Integer> lengths = Arbitraries.of(1, 400, 599, 1000, 1600, 3000, 5001);
        Arbitrary<Input> withdrawals = Combinators.combine(
                        symbols, Arbitraries.of("ingest-0/1", "ingest-1/1"), times, lengths)
                .as((symbol, feed, from, length) -> Input.withdrawn(symbol, feed, from, from + length));
        Arbitrary<Input> fillings = Combinators.combine(symbols, times, lengths)
                .as((symbol, from, length) -> Input.filled(symbol, from, from + length));
        return Arbitraries.frequencyOf(
                        Tuple.of(4, trades),
                        Tuple.of(4, books),
                        Tuple.of(8, heartbeats),
                        Tuple.of(1, withdrawals),
                        Tuple.of(2, fillings))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }
}

package io.market1s.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.TimedFrame;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a ticker says, against the trades that were made. */
class TickerTest {
    private static final Instant MIDNIGHT = Instant.parse("2026-02-17T00:00:00Z");
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Trade> made = new ArrayList<>();
    private final SyntheticSource source =
            new SyntheticSource(MarketSpec.defaults(), 11, MIDNIGHT.minusSeconds(90), trade -> made.add(trade.trade()));

    @Test
    void everyTickerSumsUpExactlyTheTradesOfItsDay() throws IOException {
        List<TimedFrame> tickers = tickersUntil(MIDNIGHT.plusSeconds(90));

        assertThat(tickers).hasSizeGreaterThan(1500);
        for (TimedFrame frame : tickers) {
            Map<String, BigDecimal> ticker = numbers(frame.bytes());
            assertThat(get(ticker, "acc_trade_volume"))
                    .isEqualByComparingTo(get(ticker, "acc_ask_volume").add(get(ticker, "acc_bid_volume")));
            List<Trade> today = today(frame, ticker);
            assertThat(get(ticker, "acc_ask_volume")).isEqualByComparingTo(volume(today, Side.ASK));
            assertThat(get(ticker, "acc_bid_volume")).isEqualByComparingTo(volume(today, Side.BID));
            assertThat(get(ticker, "acc_trade_price")).isEqualByComparingTo(value(today));
            assertThat(get(ticker, "opening_price"))
                    .isEqualByComparingTo(today.get(0).price());
            assertThat(get(ticker, "high_price"))
                    .isEqualByComparingTo(today.stream().map(Trade::price).reduce(BigDecimal.ZERO, BigDecimal::max));
            assertThat(get(ticker, "acc_trade_volume_24h"))
                    .isEqualByComparingTo(
                            volume(upTo(frame, ticker), Side.ASK).add(volume(upTo(frame, ticker), Side.BID)));
        }
        assertThat(tickers).anyMatch(frame -> frame.eventTime().isBefore(MIDNIGHT));
        assertThat(tickers).anyMatch(frame -> frame.eventTime().isAfter(MIDNIGHT));
    }

    @Test
    void everyTickerTellsTheLastTrade() throws IOException {
        for (TimedFrame frame : tickersUntil(MIDNIGHT.plusSeconds(30))) {
            Map<String, BigDecimal> ticker = numbers(frame.bytes());
            List<Trade> before = upTo(frame, ticker);
            Trade last = before.get(before.size() - 1);
            assertThat(get(ticker, "trade_price")).isEqualByComparingTo(last.price());
            assertThat(get(ticker, "trade_volume")).isEqualByComparingTo(last.volume());
            assertThat(get(ticker, "timestamp").longValue())
                    .isBetween(last.time().toEpochMilli(), last.time().toEpochMilli() + 100);
        }
    }

    @Test
    void theClosingPriceOfYesterdayIsThatOfItsLastTrade() throws IOException {
        List<TimedFrame> tickers = tickersUntil(MIDNIGHT.plusSeconds(20));
        Trade last = made.stream()
                .filter(trade ->
                        trade.symbol().equals("KRW-BTC") && trade.time().isBefore(MIDNIGHT))
                .max(Comparator.comparing(Trade::time))
                .orElseThrow();

        Map<String, BigDecimal> today = numbers(newest(tickers, "KRW-BTC").bytes());
        assertThat(get(today, "prev_closing_price")).isEqualByComparingTo(last.price());
    }

    @Test
    void canBeAskedForTheTickerOfAMomentAgo() throws IOException {
        Instant now = MIDNIGHT.plusSeconds(20);
        tickersUntil(now);
        for (int ago = 0; ago <= 25; ago++) {
            Instant at = now.minusSeconds(ago);
            Map<String, BigDecimal> ticker = numbers(Objects.requireNonNull(source.ticker("KRW-XRP", at)));
            List<Trade> today = made.stream()
                    .filter(trade -> trade.symbol().equals("KRW-XRP"))
                    .filter(trade ->
                            !trade.time().isAfter(at) && day(trade.time()).equals(day(at)))
                    .toList();
            assertThat(get(ticker, "acc_trade_volume"))
                    .as("%d s ago", ago)
                    .isEqualByComparingTo(volume(today, Side.ASK).add(volume(today, Side.BID)));
        }
    }

    @Test
    void aMarketThatRestsBeginsTheDayWithNothing() throws IOException {
        tickersUntil(MIDNIGHT.minusSeconds(10));
        source.pause("KRW-BTC", true);
        List<TimedFrame> silent = tickersUntil(MIDNIGHT.plusSeconds(10));
        Map<String, BigDecimal> ticker =
                numbers(Objects.requireNonNull(source.ticker("KRW-BTC", MIDNIGHT.plusSeconds(10))));

        assertThat(silent)
                .noneMatch(frame ->
                        frame.symbol().equals("KRW-BTC") && frame.eventTime().isAfter(MIDNIGHT.minusSeconds(9)));
        assertThat(get(ticker, "acc_trade_volume")).isZero();
        assertThat(get(ticker, "trade_timestamp").longValue()).isLessThan(MIDNIGHT.toEpochMilli());
        assertThat(get(ticker, "timestamp").longValue()).isEqualTo(MIDNIGHT.toEpochMilli());
        assertThat(get(ticker, "opening_price")).isEqualByComparingTo(get(ticker, "trade_price"));
        assertThat(get(ticker, "acc_trade_volume_24h")).isPositive();

        source.pause("KRW-BTC", false);
        assertThat(tickersUntil(MIDNIGHT.plusSeconds(20)))
                .anyMatch(frame -> frame.symbol().equals("KRW-BTC"));
    }

    @Test
    void aMarketThatWasAddedTradesFromThenOn() {
        tickersUntil(MIDNIGHT);
        List<TimedFrame> opening = source.add(MarketSpec.of("KRW-NEW"));

        assertThat(opening).hasSize(3).allMatch(frame -> !frame.eventTime().isAfter(MIDNIGHT.plusMillis(100)));
        assertThat(source.symbols()).endsWith("KRW-NEW");
        assertThat(tickersUntil(MIDNIGHT.plusSeconds(60)))
                .anyMatch(frame -> frame.symbol().equals("KRW-NEW"));
    }

    @Test
    void forgetsHoursThatAreMoreThanADayAgo() {
        LastDay last = new LastDay();
        long start = MIDNIGHT.toEpochMilli();
        last.add(start, 5, BigDecimal.TEN);
        last.add(start + Duration.ofHours(23).toMillis(), 7, BigDecimal.ONE);
        assertThat(last.volume()).isEqualTo(12);

        last.add(start + Duration.ofHours(24).toMillis(), 1, BigDecimal.ONE);
        assertThat(last.volume()).isEqualTo(8);
        last.add(start + Duration.ofDays(900).toMillis(), 2, BigDecimal.TEN);
        assertThat(last.volume()).isEqualTo(2);
        assertThat(last.value()).isEqualByComparingTo("10");
    }

    private List<TimedFrame> tickersUntil(Instant end) {
        List<TimedFrame> tickers = new ArrayList<>();
        for (TimedFrame frame = source.poll(end); frame != null; frame = source.poll(end)) {
            if (frame.type() == FrameType.TICKER) {
                tickers.add(frame);
            }
        }
        return tickers;
    }

    private static TimedFrame newest(List<TimedFrame> tickers, String symbol) {
        return tickers.stream()
                .filter(frame -> frame.symbol().equals(symbol))
                .max(Comparator.comparing(TimedFrame::eventTime))
                .orElseThrow();
    }

    /** The trades up to that of a ticker: two of one moment are told apart by the volume that it has. */
    private List<Trade> upTo(TimedFrame frame, Map<String, BigDecimal> ticker) {
        Instant time = Instant.ofEpochMilli(get(ticker, "trade_timestamp").longValue());
        List<Trade> all = new ArrayList<>();
        BigDecimal volume = BigDecimal.ZERO;
        for (Trade trade : made) {
            if (!trade.symbol().equals(frame.symbol()) || trade.time().isAfter(time)) {
                continue;
            }
            volume = day(trade.time()).equals(day(time)) ? volume.add(trade.volume()) : BigDecimal.ZERO;
            all.add(trade);
            if (trade.time().equals(time) && volume.compareTo(get(ticker, "acc_trade_volume")) == 0) {
                break;
            }
        }
        return all;
    }

    private List<Trade> today(TimedFrame frame, Map<String, BigDecimal> ticker) {
        Instant time = Instant.ofEpochMilli(get(ticker, "trade_timestamp").longValue());
        return upTo(frame, ticker).stream()
                .filter(trade -> day(trade.time()).equals(day(time)))
                .toList();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static BigDecimal volume(List<Trade> trades, Side side) {
        return trades.stream()
                .filter(trade -> trade.side() == side)
                .map(Trade::volume)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal value(List<Trade> trades) {
        return trades.stream()
                .map(trade -> trade.price().multiply(trade.volume()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal get(Map<String, BigDecimal> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    private static Map<String, BigDecimal> numbers(byte[] frame) throws IOException {
        Map<String, BigDecimal> numbers = new HashMap<>();
        try (JsonParser json = JSON.createParser(frame)) {
            json.nextToken();
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                JsonToken value = json.nextToken();
                if (value.isNumeric()) {
                    numbers.put(name, json.getDecimalValue());
                }
            }
        }
        return numbers;
    }
}

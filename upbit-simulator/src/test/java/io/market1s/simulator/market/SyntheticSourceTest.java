package io.market1s.simulator.market;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.market1s.data.OrderBook;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.frame.TimedFrame;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class SyntheticSourceTest {
    private static final Instant START = Instant.parse("2026-02-16T07:09:40.037Z");
    private static final Duration LENGTH = Duration.ofMinutes(2);
    private static final UpbitParser PARSER = new UpbitParser();

    private static final List<MadeTrade> MADE = new ArrayList<>();
    private static final List<TimedFrame> FRAMES = frames(1, MarketSpec.defaults(), LENGTH, MADE);

    @Test
    void makesTheSameFramesFromTheSameSeed() {
        assertThat(texts(frames(1, MarketSpec.defaults(), LENGTH, new ArrayList<>())))
                .isEqualTo(texts(FRAMES))
                .isNotEqualTo(texts(frames(2, MarketSpec.defaults(), LENGTH, new ArrayList<>())));
    }

    @Test
    void makesTheSameFramesHoweverOftenItIsPolled() {
        SyntheticSource source = new SyntheticSource(MarketSpec.defaults(), 1, START, trade -> {});
        List<TimedFrame> polled = new ArrayList<>();
        Instant now = START;
        while (!now.isAfter(START.plus(LENGTH))) {
            for (TimedFrame frame = source.poll(now); frame != null; frame = source.poll(now)) {
                polled.add(frame);
            }
            assertThat(source.nextPoll(now)).isAfter(now);
            now = source.nextPoll(now);
        }

        assertThat(texts(polled)).isEqualTo(texts(FRAMES));
    }

    @Test
    void makesAMarketWhateverOtherMarketsThereAre() {
        List<TimedFrame> alone = frames(1, List.of(MarketSpec.of("KRW-XRP")), LENGTH, new ArrayList<>());

        assertThat(texts(alone))
                .isEqualTo(texts(FRAMES.stream()
                        .filter(frame -> frame.symbol().equals("KRW-XRP"))
                        .toList()));
    }

    @Test
    void makesFramesAsOftenAsTheRealExchange() {
        double seconds = LENGTH.toSeconds();
        assertThat(count(FrameType.ORDERBOOK, "KRW-BTC") / seconds).isBetween(7.0, 10.0);
        assertThat(count(FrameType.TRADE, "KRW-BTC") / seconds).isBetween(5.0, 20.0);
        assertThat(count(FrameType.TICKER, "KRW-BTC") / seconds).isCloseTo(5, within(2.5));
        assertThat(count(FrameType.TRADE, "USDT-BTC")).isLessThan(60);
    }

    @Test
    void deliversTradesLateAndOutOfOrderAcrossSeconds() {
        List<Trade> trades = trades(frame -> frame.symbol().equals("KRW-BTC"));
        int late = 0;
        long newest = 0;
        for (Trade trade : trades) {
            late += trade.time().getEpochSecond() < newest ? 1 : 0;
            newest = Math.max(newest, trade.time().getEpochSecond());
        }

        assertThat(late).isBetween(trades.size() / 100, trades.size() / 4);
        assertThat(FRAMES).filteredOn(frame -> frame.type() == FrameType.TRADE).allSatisfy(frame -> assertThat(
                        Duration.between(frame.eventTime(), frame.due()))
                .isBetween(Duration.ofMillis(31), Duration.ofMillis(500)));
    }

    /** What the demo relies on: with a grace of 500 ms no second is closed before all of it is there. */
    @Test
    void hasDeliveredASecondSoonAfterItsEnd() {
        assertThat(FRAMES).allSatisfy(frame -> assertThat(frame.due())
                .isBeforeOrEqualTo(Instant.ofEpochSecond(frame.eventTime().getEpochSecond() + 1)
                        .plusMillis(FrameDelays.SETTLED)));
    }

    @Test
    void deliversBooksInOrder() {
        List<Instant> times = FRAMES.stream()
                .filter(frame -> frame.type() == FrameType.ORDERBOOK)
                .filter(frame -> frame.symbol().equals("KRW-BTC"))
                .map(TimedFrame::eventTime)
                .toList();

        assertThat(times).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void givesIdsThatAreUniqueInAMarketOnlyAndNoOrder() {
        Map<Long, Set<String>> markets = new HashMap<>();
        Set<String> keys = new HashSet<>();
        Set<String> looks = new HashSet<>();
        long disorder = 0;
        long before = 0;
        for (MadeTrade trade : MADE) {
            Trade t = trade.trade();
            assertThat(Long.toString(t.sequentialId())).hasSize(17);
            assertThat(keys.add(t.symbol() + t.sequentialId())).isTrue();
            markets.computeIfAbsent(t.sequentialId(), id -> new HashSet<>()).add(t.symbol());
            looks.add(t.symbol() + t.time() + t.price() + t.volume() + t.side());
            if (t.symbol().equals("KRW-BTC")) {
                disorder += t.sequentialId() < before ? 1 : 0;
                before = t.sequentialId();
            }
        }

        assertThat(markets.values()).filteredOn(symbols -> symbols.size() > 1).isNotEmpty();
        assertThat(disorder).isPositive();
        assertThat(looks).hasSizeLessThan(MADE.size());
    }

    @Test
    void padsThinBooksWithZeros() throws MalformedException {
        TimedFrame thin = first(FrameType.ORDERBOOK, "USDT-BTC");
        OrderBook parsed = (OrderBook) ((Frame.Market) PARSER.frame(thin.bytes())).event();
        String text = new String(thin.bytes(), UTF_8);

        assertThat(text.split("ask_price", -1)).hasSize(31);
        assertThat(text).containsPattern("\"ask_price\":0(\\.0+)?,\"bid_price\":0(\\.0+)?,\"ask_size\":0");
        assertThat(parsed.bids()).isNotEmpty();
        assertThat(parsed.asks()).isNotEmpty();
    }

    @Test
    void spellsNumbersInDifferentWays() {
        List<String> texts = texts(FRAMES);

        assertThat(texts).anyMatch(text -> text.contains("E8,"));
        assertThat(texts).anyMatch(text -> text.contains("E-4"));
        assertThat(texts).anyMatch(text -> text.contains(".00000000,"));
        assertThat(texts).anyMatch(text -> text.matches(".*\\de-0\\d.*"));
    }

    @Test
    void tellsOfEveryTradeThatItSendsWithTheSameContent() {
        Set<Trade> told = new HashSet<>(MADE.stream().map(MadeTrade::trade).toList());

        assertThat(told).containsAll(trades(frame -> true));
    }

    @Test
    void makesFramesThatTheParserReads() {
        assertThat(FRAMES).allSatisfy(frame -> {
            Frame.Market market = (Frame.Market) PARSER.frame(frame.bytes());
            assertThat(market.event().symbol()).isEqualTo(frame.symbol());
            assertThat(market.event().time()).isEqualTo(frame.eventTime());
            assertThat(market.timestamp()).isBeforeOrEqualTo(frame.due());
        });
    }

    @Test
    void holdsAStateOfEachMarketBeforeItStarts() {
        List<TimedFrame> opening = new SyntheticSource(MarketSpec.defaults(), 1, START, trade -> {}).opening();

        assertThat(opening).hasSize(3 * MarketSpec.defaults().size());
        assertThat(opening).allMatch(frame -> frame.eventTime().isBefore(START));
    }

    @Test
    void canBeAsBusyAsTheWholeExchangeInAVolatileMinute() {
        List<MarketSpec> many = new ArrayList<>();
        for (int i = 0; i < 855; i++) {
            many.add(MarketSpec.of("KRW-S" + i).times(6));
        }
        List<TimedFrame> busy = frames(1, many, Duration.ofSeconds(3), new ArrayList<>());

        assertThat(busy.size() / 3).isGreaterThan(18_000);
    }

    private long count(FrameType type, String symbol) {
        return FRAMES.stream()
                .filter(frame -> frame.type() == type && frame.symbol().equals(symbol))
                .count();
    }

    private TimedFrame first(FrameType type, String symbol) {
        return FRAMES.stream()
                .filter(frame -> frame.type() == type && frame.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    private List<Trade> trades(Predicate<TimedFrame> which) {
        return FRAMES.stream()
                .filter(frame -> frame.type() == FrameType.TRADE)
                .filter(which)
                .map(SyntheticSourceTest::trade)
                .toList();
    }

    private static Trade trade(TimedFrame frame) {
        try {
            return (Trade) ((Frame.Market) PARSER.frame(frame.bytes())).event();
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> texts(List<TimedFrame> frames) {
        return frames.stream()
                .map(frame -> frame.due() + new String(frame.bytes(), UTF_8))
                .toList();
    }

    private static List<TimedFrame> frames(long seed, List<MarketSpec> specs, Duration length, List<MadeTrade> made) {
        SyntheticSource source = new SyntheticSource(specs, seed, START, made::add);
        List<TimedFrame> frames = new ArrayList<>();
        Instant end = START.plus(length);
        for (TimedFrame frame = source.poll(end); frame != null; frame = source.poll(end)) {
            frames.add(frame);
        }
        return frames;
    }
}

package io.market1s.data.upbit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.data.OrderBook;
import io.market1s.data.Ticker;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The parser on what Upbit really sent. */
class RealDataTest {
    private static final Path DATA =
            Path.of("../../shared/upbit-data").toAbsolutePath().normalize();

    private final UpbitParser parser = new UpbitParser();
    private final ObjectMapper mapper = new ObjectMapper();

    @BeforeEach
    void skipWithoutTheData() {
        Assumptions.assumeTrue(Files.isDirectory(DATA), () -> "skipped: no real data at " + DATA);
    }

    @Test
    void readsEveryFrameOfTheCapture() throws IOException, MalformedException {
        Map<Class<?>, Integer> counts = new HashMap<>();
        TreeSet<String> symbols = new TreeSet<>();
        for (String line : Files.readAllLines(DATA.resolve("capture-20210405/default.derived.jsonl"))) {
            Frame.Market frame = market(mapper.readTree(line).get("raw").textValue());
            counts.merge(frame.event().getClass(), 1, Integer::sum);
            symbols.add(frame.event().symbol());
        }

        assertThat(counts).containsOnly(Map.entry(Trade.class, 672), Map.entry(OrderBook.class, 1061));
        assertThat(symbols).hasSize(9);
    }

    @Test
    void readsTheLiveTradeAndItsRestTwinAsOne() throws IOException, MalformedException {
        JsonNode twin = mapper.readTree(sample("trade_rest_twin_20260730.json")).get(0);

        assertThat(parser.restTrade(twin.toString().getBytes(UTF_8)))
                .isEqualTo(market(sample("trade_live_realtime_20260730.json")).event());
    }

    @Test
    void tellsTradesApartThatDifferInNothingButTheirId() throws IOException, MalformedException {
        List<Trade> trades = new ArrayList<>();
        for (JsonNode element : mapper.readTree(sample("trade_rest_colliding_20260730.json"))) {
            trades.add(parser.restTrade(element.toString().getBytes(UTF_8)));
        }

        assertThat(trades).extracting(Trade::sequentialId).containsExactly(17853950411240001L, 17853950411240000L);
    }

    @Test
    void knowsTheSnapshotTrade() throws IOException, MalformedException {
        assertThat(market(sample("trade_live_snapshot_20260902.json")).snapshot())
                .isTrue();
    }

    @Test
    void readsLiveBooksInFormatDefaultAndRefusesFormatSimple() throws IOException, MalformedException {
        List<String> lines = sample("orderbook_live_default_first2units_20260923.jsonl")
                .lines()
                .toList();

        assertThat(((OrderBook) market(lines.get(0)).event()).bids().get(0).price())
                .isEqualTo(new BigDecimal("116538000"));
        assertThat(((OrderBook) market(lines.get(1)).event()).asks()).hasSize(2);
        assertThat(Frames.refusal(lines.get(2))).isEqualTo("missing type");
    }

    @Test
    void readsTheTickerOfTheDocumentation() throws IOException, MalformedException {
        assertThat(market(sample("ticker_docs.json")).event()).isInstanceOf(Ticker.class);
    }

    @Test
    void readsEveryControlFrame() throws IOException, MalformedException {
        for (String line : sample("control_frames.jsonl").lines().toList()) {
            assertThat(parser.frame(line.getBytes(UTF_8))).isNotInstanceOf(Frame.Market.class);
        }
    }

    private Frame.Market market(String message) throws MalformedException {
        return (Frame.Market) parser.frame(message.strip().getBytes(UTF_8));
    }

    private static String sample(String name) throws IOException {
        return Files.readString(DATA.resolve("samples").resolve(name));
    }
}

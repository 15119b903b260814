package io.market1s.local.command;

import io.market1s.local.candle.Candle;
import io.market1s.local.candle.CandleComparison;
import io.market1s.local.candle.ExchangeCandles;
import io.market1s.local.candle.OurSeconds;
import io.market1s.local.console.Progress;
import io.market1s.local.console.StopSignal;
import io.market1s.local.folder.Ports;
import io.market1s.local.run.Access;
import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code market-1s candles}: our rows beside the exchange's own second candles. */
@Command(
        name = "candles",
        description =
                "Fetches the exchange's own second candles and compares them with our rows. --from and --to are the"
                        + " ts of our rows; the exchange labels the same second one second earlier. Without them: the last hour"
                        + " that has rows.",
        exitCodeList = {
            "0:no complete second differs",
            "1:a complete second differs (each difference is printed), or the command failed",
            "2:bad use; nothing was done"
        })
public final class CandlesCommand extends DataCommand {
    private static final HttpUrl UPBIT = HttpUrl.get("https://api.upbit.com");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration DEFAULT_SPAN = Duration.ofHours(1);
    /** Trades may come late, and so may the exchange's candle. */
    private static final Duration SETTLED_AFTER = Duration.ofSeconds(5);

    @Option(names = "--symbols", paramLabel = "A,B", split = ",", description = "The markets. Without it: all.")
    private List<String> symbols = List.of();

    @Option(
            names = "--exchange",
            paramLabel = "URI",
            description = "The exchange's REST interface. Without it: the exchange of the running demo or play, or"
                    + " https://api.upbit.com if no run is under way.")
    @Nullable
    private String exchange;

    @Mixin
    private RangeOptions range = new RangeOptions();

    public CandlesCommand(StopSignal stop) {
        super(stop);
    }

    @Override
    void check() {
        range.check();
        RunOptions.checkSymbols(symbols);
        if (exchange != null && HttpUrl.parse(exchange) == null) {
            throw new BadUseException("--exchange " + exchange + " is not an address; write for example " + UPBIT);
        }
    }

    @Override
    Access.Need need() {
        return Access.Need.STORES;
    }

    @Override
    int run(Access access, Progress progress) throws Exception {
        OkHttpClient client = new OkHttpClient.Builder().callTimeout(PATIENCE).build();
        try (Connection connection = access.connectAsReader()) {
            HttpUrl rest = exchange == null ? defaultExchange(access, client) : HttpUrl.get(exchange);
            return compare(new OurSeconds(connection), client, rest, progress);
        } finally {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        }
    }

    private int compare(OurSeconds ours, OkHttpClient client, HttpUrl rest, Progress progress)
            throws SQLException, IOException, InterruptedException {
        OurSeconds.Span span = ours.span();
        if (span == null) {
            throw new IllegalStateException("there is nothing to compare: market_1s has no rows");
        }
        Instant to = range.to() == null ? span.last().minus(SETTLED_AFTER) : earlier(range.to(), span.last());
        Instant hour = to.minus(DEFAULT_SPAN);
        Instant from = later(range.from() == null ? hour : range.from(), span.first());
        List<String> wanted = symbols.isEmpty() ? ours.symbols(from, to) : symbols;
        progress.say("Comparing %s with %s", String.join(" ", wanted), rest);

        ExchangeCandles candles = new ExchangeCandles(client, rest, time -> Thread.sleep(time.toMillis()));
        Map<String, NavigableMap<Instant, Candle>> theirs = new LinkedHashMap<>();
        for (String symbol : wanted) {
            theirs.put(symbol, candles.between(symbol, from, to));
            progress.say(
                    "  %s: %d candles",
                    symbol, theirs.getOrDefault(symbol, new TreeMap<>()).size());
        }
        Instant first = range.from() == null ? firstCandle(theirs, from) : from;
        CandleComparison comparison = new CandleComparison();
        for (Map.Entry<String, NavigableMap<Instant, Candle>> symbol : theirs.entrySet()) {
            comparison.compare(symbol.getKey(), ours.between(symbol.getKey(), first, to), symbol.getValue());
        }
        say(comparison, first, to, progress);
        return comparison.differencesInCompleteSeconds().isEmpty() ? 0 : 1;
    }

    private static void say(CandleComparison comparison, Instant first, Instant to, Progress progress) {
        comparison.differencesInCompleteSeconds().forEach(difference -> progress.say("%s", difference));
        progress.say("Compared %d seconds from %s to %s", comparison.seconds(), first, to);
        say("Candles without our trades", comparison.candlesWithoutOurTrades(), progress);
        say("Our trades without a candle", comparison.tradesWithoutCandle(), progress);
        say("Differing seconds", comparison.differing(), progress);
    }

    private static void say(String what, CandleComparison.Count count, Progress progress) {
        progress.say("  %-28s %d, of them %d in complete seconds", what, count.all(), count.complete());
    }

    /**
     * The first second of which the exchange still has a candle; a simulated exchange has none from before its start.
     */
    private static Instant firstCandle(Map<String, NavigableMap<Instant, Candle>> theirs, Instant from) {
        return later(
                theirs.values().stream()
                        .filter(candles -> !candles.isEmpty())
                        .map(NavigableMap::firstKey)
                        .min(Instant::compareTo)
                        .orElse(from),
                from);
    }

    private static HttpUrl defaultExchange(Access access, OkHttpClient client) {
        HttpUrl simulated = new HttpUrl.Builder()
                .scheme("http")
                .host(Ports.HOST)
                .port(access.ports().exchange())
                .build();
        if (access.isBesideRun()) {
            Request request = new Request.Builder()
                    .url(simulated.newBuilder().addPathSegments("v1/market/all").build())
                    .build();
            try (Response response = client.newCall(request).execute()) {
                return response.isSuccessful() ? simulated : UPBIT;
            } catch (IOException e) {
                // The run is one against the live exchange.
                return UPBIT;
            }
        }
        return UPBIT;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}

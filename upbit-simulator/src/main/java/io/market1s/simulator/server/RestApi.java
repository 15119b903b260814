package io.market1s.simulator.server;

import io.market1s.simulator.tally.Tally;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The REST API: the markets, past trades, second candles. On the event loop only. */
final class RestApi {
    private static final int MOST_TRADES = 500;
    private static final int MOST_CANDLES = 200;

    private final Supplier<List<String>> symbols;
    private final Tally tally;
    private final InstantSource clock;
    private final ProtocolSettings protocol;
    private final Map<String, PerClient<RestLimit>> limits = new HashMap<>();
    private final PerClient<RateLimit> withOrigin = new PerClient<>(() -> new RateLimit(1, Duration.ofSeconds(10)));

    RestApi(Supplier<List<String>> symbols, Tally tally, InstantSource clock, ProtocolSettings protocol) {
        this.symbols = symbols;
        this.tally = tally;
        this.clock = clock;
        this.protocol = protocol;
    }

    void handle(HttpServerRequest request) {
        switch (request.path()) {
            case "/v1/market/all" -> answer(request, "market", this::markets);
            case "/v1/trades/ticks" -> answer(request, "crix-trades", this::trades);
            case "/v1/candles/seconds" -> answer(request, "candles", this::candles);
            default -> send(request, 404, RestJson.error(404, "there is no such path"));
        }
    }

    private void answer(HttpServerRequest request, String group, Route route) {
        if (!request.method().equals(HttpMethod.GET)) {
            send(request, 405, RestJson.error(405, "only GET is possible here"));
            return;
        }
        Instant now = clock.instant();
        String client = request.remoteAddress().hostAddress();
        RestLimit limit = limits.computeIfAbsent(
                        group, unknown -> new PerClient<>(() -> new RestLimit(protocol.restPerSecond())))
                .of(client);
        int status = protocol.limited() ? limit.statusFor(now) : RestLimit.OK;
        if (protocol.limited()
                && request.headers().contains("Origin")
                && !withOrigin.of(client).admits(now)) {
            status = 429;
        }
        request.response()
                .putHeader("Remaining-Req", "group=" + group + "; min=600; sec=" + limit.left(now))
                .putHeader("Limit-By-Ip", "Yes");
        if (status != RestLimit.OK) {
            send(request, status, RestJson.error(status, "Too many API requests."));
            return;
        }
        try {
            send(request, RestLimit.OK, route.answer(new RestQuery(request), now));
        } catch (RestQuery.BadException e) {
            send(request, e.status(), RestJson.error(e.status(), String.valueOf(e.getMessage())));
        }
    }

    private byte[] markets(RestQuery query, Instant now) {
        return RestJson.markets(symbols.get(), query.isTrue("is_details", "isDetails"));
    }

    private byte[] trades(RestQuery query, Instant now) throws RestQuery.BadException {
        String market = query.market(symbols.get());
        Instant to = query.timeOfDay(now);
        Long cursor = query.cursor();
        // The synthetic market makes up to a tenth of a second ahead; nobody may see it before it happens.
        Instant before = to.isAfter(now) ? now.plusMillis(1) : to;
        return RestJson.trades(tally.newestTrades(market, before, cursor, query.count(MOST_TRADES)));
    }

    private byte[] candles(RestQuery query, Instant now) throws RestQuery.BadException {
        String market = query.market(symbols.get());
        Instant to = query.dateTime(now);
        int count = query.count(MOST_CANDLES);
        // The label is the second's open; those before `to` end at or before its own second.
        Instant lastEnd = Instant.ofEpochSecond(-Math.floorDiv(-to.toEpochMilli(), 1000));
        List<Tally.Second> seconds = new ArrayList<>(tally.seconds(market, lastEnd.minus(Tally.SECONDS_KEPT), lastEnd));
        Collections.reverse(seconds);
        return RestJson.candles(market, seconds.subList(0, Math.min(count, seconds.size())));
    }

    private static void send(HttpServerRequest request, int status, byte[] body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .end(Buffer.buffer(body));
    }

    private interface Route {
        byte[] answer(RestQuery query, Instant now) throws RestQuery.BadException;
    }
}

package io.market1s.simulator.rest;

import io.market1s.simulator.fault.Refusal;
import io.market1s.simulator.fault.RestFaults;
import io.market1s.simulator.limit.PerClient;
import io.market1s.simulator.limit.RateLimit;
import io.market1s.simulator.tally.RequestLog;
import io.market1s.simulator.tally.Tally;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The REST API's front: which path belongs to which group, the group's limit, and faults. On the event loop only. */
public final class RestApi {
    private static final String MARKETS = "/v1/market/all";
    private static final String MINUTES = "/v1/candles/minutes/";
    private static final String CANDLES = "candles";
    private static final String TICKER = "ticker";

    private final RestRoutes routes;
    private final RequestLog log;
    private final InstantSource clock;
    private final int perSecond;
    private final Map<String, PerClient<RestLimit>> limits = new HashMap<>();
    private final PerClient<RateLimit> withOrigin = new PerClient<>(() -> new RateLimit(1, Duration.ofSeconds(10)));
    private RestFaults faults = RestFaults.NONE;

    /**
     * An API about some markets.
     *
     * @param perSecond requests a second, address and group; {@link Integer#MAX_VALUE} for no limit
     */
    public RestApi(MarketBoard board, Tally tally, RequestLog log, InstantSource clock, int perSecond) {
        this.routes = new RestRoutes(board, tally);
        this.log = log;
        this.clock = clock;
        this.perSecond = perSecond;
    }

    /** Replaces what is wrong with its answers. */
    public void disturb(RestFaults newFaults) {
        faults = newFaults;
    }

    /** What is wrong with its answers. */
    public RestFaults disturbance() {
        return faults;
    }

    /** Answers a request. */
    public void handle(HttpServerRequest request) {
        Instant now = clock.instant();
        String path = request.path();
        switch (path) {
            case MARKETS -> answer(request, now, "market", routes::markets);
            case "/v1/trades/ticks" -> answer(request, now, "crix-trades", routes::trades);
            case "/v1/ticker" -> answer(request, now, TICKER, routes::tickers);
            case "/v1/ticker/all" -> answer(request, now, TICKER, routes::allTickers);
            case "/v1/orderbook" -> answer(request, now, "orderbook", routes::books);
            case "/v1/candles/seconds" -> answer(request, now, CANDLES, routes::seconds);
            default -> {
                if (path.startsWith(MINUTES)) {
                    String unit = path.substring(MINUTES.length());
                    answer(request, now, CANDLES, (query, at) -> routes.minutes(unit, query, at));
                } else {
                    send(request, 404, RestJson.error(404, "there is no such path"));
                }
            }
        }
        log.add(new RequestLog.Request(
                now,
                path,
                request.query() == null ? "" : request.query(),
                request.response().getStatusCode()));
    }

    private void answer(HttpServerRequest request, Instant now, String group, Route route) {
        if (!request.method().equals(HttpMethod.GET)) {
            send(request, 405, RestJson.error(405, "only GET is possible here"));
            return;
        }
        Refusal refusal = refusal(request, group, now);
        if (refusal != null) {
            refuse(request, refusal, now);
            return;
        }
        try {
            send(request, 200, route.answer(new RestQuery(request), now.minus(faults.behind())));
        } catch (RestQuery.BadException e) {
            send(request, e.status(), RestJson.error(e.status(), String.valueOf(e.getMessage())));
        }
    }

    private @Nullable Refusal refusal(HttpServerRequest request, String group, Instant now) {
        Refusal fault = faults.refusal();
        boolean spared =
                fault != null && fault.status() == 404 && request.path().equals(MARKETS);
        if (fault != null && !spared && !fault.isOver(now)) {
            return fault;
        }
        if (perSecond == Integer.MAX_VALUE) {
            left(request, group, 9);
            return null;
        }
        String client = request.remoteAddress().hostAddress();
        RestLimit limit = limits.computeIfAbsent(group, unknown -> new PerClient<>(() -> new RestLimit(perSecond)))
                .of(client);
        Refusal refusal = limit.refusal(now);
        left(request, group, limit.left(now));
        boolean hasOrigin = request.headers().contains("Origin");
        return refusal == null && hasOrigin && !withOrigin.of(client).admits(now) ? RestLimit.tooMany(now) : refusal;
    }

    private static void left(HttpServerRequest request, String group, int left) {
        request.response()
                .putHeader("Remaining-Req", "group=" + group + "; min=600; sec=" + left)
                .putHeader("Limit-By-Ip", "Yes");
    }

    /** Refuses a request, an upgrade for instance. */
    public static void refuse(HttpServerRequest request, Refusal refusal, Instant now) {
        HttpServerResponse response = request.response();
        Long seconds = refusal.headerSeconds(now);
        if (seconds != null) {
            response.putHeader("Retry-After", Long.toString(seconds));
        }
        send(request, refusal.status(), RestJson.refusal(refusal.status(), refusal.bodySeconds(now)));
    }

    private static void send(HttpServerRequest request, int status, byte[] body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json;charset=UTF-8")
                .end(Buffer.buffer(body));
    }

    /** What answers a request, as things were at a time. */
    private interface Route {
        byte[] answer(RestQuery query, Instant at) throws RestQuery.BadException;
    }
}

package io.market1s.operations;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the endpoint's requests. Thread-safe. */
final class OperationsHandler implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OperationsHandler.class);
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";
    private static final String TEXT_TYPE = "text/plain; charset=utf-8";

    private final Function<String, String> scrape;
    private final Supplier<Health> health;

    /**
     * A handler.
     *
     * @param scrape writes all meters in the format of a content type
     */
    OperationsHandler(Function<String, String> scrape, Supplier<Health> health) {
        this.scrape = scrape;
        this.health = health;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Answer answer(HttpExchange exchange) {
        if (!List.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            return text(405, "only GET and HEAD");
        }
        return answer(exchange.getRequestURI().getPath())
                .orElseGet(() -> text(404, "there are /metrics, /livez and /readyz"));
    }

    /** What there is to say at a path; empty if it is none of this handler's. */
    Optional<Answer> answer(String path) {
        try {
            return switch (path) {
                case "/metrics" -> Optional.of(new Answer(200, METRICS_TYPE, scrape.apply(METRICS_TYPE)));
                case "/livez" -> Optional.of(judged(health.get().death()));
                case "/readyz" -> Optional.of(judged(health.get().unreadiness()));
                default -> Optional.empty();
            };
        } catch (RuntimeException e) {
            LOG.warn("cannot answer {}", path, e);
            return Optional.of(text(500, e.toString()));
        }
    }

    private static Answer judged(List<String> reasons) {
        return reasons.isEmpty() ? text(200, "ok") : text(503, String.join("\n", reasons));
    }

    private static Answer text(int status, String body) {
        return new Answer(status, TEXT_TYPE, body + "\n");
    }

    private static void send(HttpExchange exchange, Answer answer) throws IOException {
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", answer.type());
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        boolean bodiless = exchange.getRequestMethod().equals("HEAD");
        if (bodiless) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
        }
        exchange.sendResponseHeaders(answer.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body);
        }
    }
}

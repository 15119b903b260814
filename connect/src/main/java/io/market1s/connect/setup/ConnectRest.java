package io.market1s.connect.setup;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka Connect's REST interface, as far as a setup needs it. Waits for a worker that is not up yet or is busy with its
 * group, for as long as it was told; after that, {@link IllegalStateException} with what was said last.
 */
final class ConnectRest {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectRest.class);
    private static final Duration CALL_TIMEOUT = Duration.ofSeconds(30);
    private static final long AGAIN_MILLIS = 500;
    private static final Set<Integer> TRANSIENT = Set.of(404, 409, 500, 503);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String url;
    private final long deadlineNanos;

    /** An answer with its status code; the body is a missing node if it was empty. */
    private record Reply(int status, JsonNode body) {
        boolean isFine() {
            return status / 100 == 2;
        }

        /** Whether the same question may get another answer soon: a rebalance, a stop under way, a worker starting. */
        boolean isTransient() {
            return TRANSIENT.contains(status) || (status == 400 && message().contains("STOPPED"));
        }

        String message() {
            return body.path("message").asText(body.toString());
        }
    }

    ConnectRest(String url, Duration patience) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** Creates the connector, or gives it this configuration. */
    void put(String name, Map<String, String> config) throws InterruptedException {
        await("PUT", "/connectors/" + name + "/config", JSON.valueToTree(config).toString(), Reply::isFine);
    }

    /** Lets the connector begin again at its topic's beginning. */
    void forgetOffsets(String name) throws InterruptedException {
        await("PUT", "/connectors/" + name + "/stop", "", Reply::isFine);
        await("DELETE", "/connectors/" + name + "/offsets", "", Reply::isFine);
        await("PUT", "/connectors/" + name + "/resume", "", Reply::isFine);
    }

    /** Returns when the connector and all its tasks run, and it has some. */
    void awaitRunning(String name) throws InterruptedException {
        await("GET", "/connectors/" + name + "/status", "", answer -> {
            for (JsonNode task : answer.body().path("tasks")) {
                if (task.path("state").asText().equals("FAILED")) {
                    throw new IllegalStateException(
                            "the sink failed: " + cause(task.path("trace").asText()));
                }
            }
            return answer.isFine() && runs(answer.body());
        });
    }

    /** Starts what has failed again; a worker that does not answer is asked another time. */
    void restartFailed(String name) throws InterruptedException {
        try {
            String status =
                    ask("GET", "/connectors/" + name + "/status", "").body().toString();
            if (status.contains("\"FAILED\"")) {
                LOG.warn("the sink failed and is started again: {}", cause(status.replace("\\n", "\n")));
                ask("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", "");
            }
        } catch (IOException e) {
            LOG.warn("Kafka Connect at {} does not answer: {}", url, e.toString());
        }
    }

    private static boolean runs(JsonNode status) {
        boolean runs = status.path("connector").path("state").asText().equals("RUNNING")
                && !status.path("tasks").isEmpty();
        for (JsonNode task : status.path("tasks")) {
            runs &= task.path("state").asText().equals("RUNNING");
        }
        return runs;
    }

    private Reply await(String method, String path, String body, Predicate<Reply> done) throws InterruptedException {
        String before = "";
        while (true) {
            String said;
            try {
                Reply answer = ask(method, path, body);
                if (done.test(answer)) {
                    return answer;
                }
                said = answer.status() + " " + answer.message();
                if (!answer.isFine() && !answer.isTransient()) {
                    throw new IllegalStateException("Kafka Connect refused " + method + " " + path + ": " + said);
                }
            } catch (IOException e) {
                said = String.valueOf(e);
            }
            if (System.nanoTime() > deadlineNanos) {
                throw new IllegalStateException(
                        "Kafka Connect at " + url + " did not get ready in time; last answer: " + said);
            }
            if (!said.equals(before)) {
                LOG.info("{} {}: {}; again", method, path, said);
            }
            before = said;
            TimeUnit.MILLISECONDS.sleep(AGAIN_MILLIS);
        }
    }

    private Reply ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .timeout(CALL_TIMEOUT)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Reply(response.statusCode(), json(response.body()));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.isBlank() ? "{}" : text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The last cause's line of a stack trace. */
    private static String cause(String trace) {
        return trace.lines()
                .filter(line -> line.startsWith("Caused by: "))
                .reduce((first, last) -> last)
                .orElse(trace.lines().findFirst().orElse("unknown"));
    }
}

package io.market1s.connect.setup;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.market1s.operations.BoundedHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    private static final int LONGEST_ANSWER = 4 << 20;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectReader BODY =
            JSON.readerFor(Body.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final BoundedHttp http = new BoundedHttp(CALL_TIMEOUT, LONGEST_ANSWER);
    private final String url;
    private final long deadlineNanos;

    /** What Kafka Connect says of a connector or of one of its tasks. */
    private record State(
            @JsonProperty("state") @Nullable String name,
            @JsonProperty("trace") @Nullable String trace) {
        boolean isRunning() {
            return "RUNNING".equals(name);
        }

        boolean hasFailed() {
            return "FAILED".equals(name);
        }

        /** The last cause's line of the stack trace. */
        String cause() {
            String text = trace == null ? "unknown" : trace;
            return text.lines()
                    .filter(line -> line.startsWith("Caused by: "))
                    .reduce((first, last) -> last)
                    .orElse(text.lines().findFirst().orElse("unknown"));
        }
    }

    /** What of an answer's body matters here: the status of a connector, or why something was refused. */
    private record Body(
            @JsonProperty("connector") @Nullable State connector,
            @JsonProperty("tasks") @Nullable List<State> tasks,
            @JsonProperty("message") @Nullable String message) {
        List<State> taskStates() {
            return tasks == null ? List.of() : tasks;
        }

        boolean runs() {
            return connector != null
                    && connector.isRunning()
                    && !taskStates().isEmpty()
                    && taskStates().stream().allMatch(State::isRunning);
        }

        Stream<State> failed() {
            return Stream.concat(Stream.ofNullable(connector), taskStates().stream())
                    .filter(State::hasFailed);
        }
    }

    /** An answer with its status code. */
    private record Reply(int status, String text, Body body) {
        boolean isFine() {
            return status / 100 == 2;
        }

        /** Whether the same question may get another answer soon: a rebalance, a stop under way, a worker starting. */
        boolean isTransient() {
            return TRANSIENT.contains(status) || (status == 400 && message().contains("STOPPED"));
        }

        String message() {
            return body.message() == null ? text : body.message();
        }
    }

    ConnectRest(String url, Duration patience) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        this.deadlineNanos = System.nanoTime() + patience.toNanos();
    }

    /** Creates the connector, or gives it this configuration. */
    void put(String name, Map<String, String> config) throws InterruptedException {
        await("PUT", "/connectors/" + name + "/config", json(config), Reply::isFine);
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
            answer.body().taskStates().stream()
                    .filter(State::hasFailed)
                    .findFirst()
                    .ifPresent(task -> {
                        throw new IllegalStateException("the sink failed: " + task.cause());
                    });
            return answer.isFine() && answer.body().runs();
        });
    }

    /** Starts what has failed again; a worker that does not answer is asked another time. */
    void restartFailed(String name) throws InterruptedException {
        try {
            Optional<State> failed = ask("GET", "/connectors/" + name + "/status", "")
                    .body()
                    .failed()
                    .findFirst();
            if (failed.isPresent()) {
                LOG.warn(
                        "the sink failed and is started again: {}", failed.get().cause());
                ask("POST", "/connectors/" + name + "/restart?includeTasks=true&onlyFailed=true", "");
            }
        } catch (IOException e) {
            LOG.warn("Kafka Connect at {} does not answer: {}", url, e.toString());
        }
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
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> response = http.ask(request);
        String text = new String(response.body(), UTF_8);
        return new Reply(response.statusCode(), text, BODY.readValue(text.isBlank() ? "{}" : text));
    }

    private static String json(Map<String, String> config) {
        try {
            return JSON.writeValueAsString(config);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

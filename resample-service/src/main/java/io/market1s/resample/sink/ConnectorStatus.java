package io.market1s.resample.sink;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The states of a connector, as Kafka Connect's REST interface tells them, in lower case.
 *
 * @param connector its own, {@code running} when all is well
 * @param tasks each task's
 */
record ConnectorStatus(String connector, List<String> tasks) {
    private static final ObjectReader ANSWER =
            new ObjectMapper().readerFor(Answer.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private record State(@JsonProperty("state") @Nullable String name) {
        static String of(@Nullable State state) {
            return state == null || state.name == null ? "" : state.name.toLowerCase(Locale.ROOT);
        }
    }

    private record Answer(
            @JsonProperty("connector") @Nullable State connector,
            @JsonProperty("tasks") @Nullable List<State> tasks) {}

    ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * Reads the answer to {@code GET /connectors/NAME/status}.
     *
     * @throws IOException if it is none
     */
    static ConnectorStatus parse(String json) throws IOException {
        Answer answer = ANSWER.readValue(json);
        String connector = answer == null ? "" : State.of(answer.connector);
        if (connector.isEmpty()) {
            throw new IOException("not a connector's status: " + json);
        }
        List<State> tasks = answer.tasks == null ? List.of() : answer.tasks;
        return new ConnectorStatus(connector, tasks.stream().map(State::of).toList());
    }
}

package io.market1s.resample.sink;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The states of a connector, as Kafka Connect's REST interface tells them, in lower case.
 *
 * @param connector its own, {@code running} when all is well
 * @param tasks each task's
 */
record ConnectorStatus(String connector, List<String> tasks) {
    private static final JsonFactory JSON = new JsonFactory();

    ConnectorStatus {
        tasks = List.copyOf(tasks);
    }

    /**
     * Reads the answer to {@code GET /connectors/NAME/status}.
     *
     * @throws IOException if it is none
     */
    static ConnectorStatus parse(String json) throws IOException {
        String connector = "";
        List<String> tasks = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a connector's status: " + json);
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                JsonToken value = parser.nextToken();
                if (name.equals("connector") && value == JsonToken.START_OBJECT) {
                    connector = state(parser);
                } else if (name.equals("tasks") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        tasks.add(state(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (connector.isEmpty()) {
            throw new IOException("not a connector's status: " + json);
        }
        return new ConnectorStatus(connector, tasks);
    }

    private static String state(JsonParser parser) throws IOException {
        String state = "";
        for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (name.equals("state")) {
                state = parser.getText().toLowerCase(Locale.ROOT);
            }
            parser.skipChildren();
        }
        return state;
    }
}

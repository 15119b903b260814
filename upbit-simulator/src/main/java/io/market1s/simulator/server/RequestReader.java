package io.market1s.simulator.server;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.market1s.simulator.frame.FrameType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a request for subscriptions: {@code [{"ticket":…},{"type":…,"codes":[…]},…,{"format":"DEFAULT"}]}. */
final class RequestReader {
    private static final JsonFactory JSON = new JsonFactory();

    private RequestReader() {}

    /**
     * What the client wants from now on.
     *
     * @throws RefusedException in the exchange's own words
     */
    static List<Wanted> read(String message) throws RefusedException {
        List<Part> parts = parts(message);
        if (parts.stream().noneMatch(part -> part.ticket != null && !part.ticket.isBlank())) {
            throw RefusedException.noTicket();
        }
        for (Part part : parts) {
            if (part.format != null && !part.format.equals("DEFAULT")) {
                throw RefusedException.wrongFormat();
            }
        }
        List<Wanted> wanted = new ArrayList<>();
        for (Part part : parts) {
            if (part.type != null) {
                wanted.add(part.wanted(part.type));
            }
        }
        if (wanted.isEmpty()) {
            throw RefusedException.noType();
        }
        return wanted;
    }

    private static List<Part> parts(String message) throws RefusedException {
        List<Part> parts = new ArrayList<>();
        try (JsonParser json = JSON.createParser(message)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                throw RefusedException.wrongFormat();
            }
            while (json.nextToken() == JsonToken.START_OBJECT) {
                Part part = new Part();
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    part.read(name, json);
                }
                parts.add(part);
            }
            if (json.currentToken() != JsonToken.END_ARRAY || json.nextToken() != null) {
                throw RefusedException.wrongFormat();
            }
        } catch (IOException e) {
            throw RefusedException.wrongFormat();
        }
        return parts;
    }

    /** One object of the array. */
    private static final class Part {
        @Nullable
        String ticket;

        @Nullable
        String type;

        @Nullable
        String format;

        final List<String> codes = new ArrayList<>();
        boolean onlySnapshot;
        boolean onlyRealtime;

        void read(String name, JsonParser json) throws IOException, RefusedException {
            JsonToken value = json.nextToken();
            switch (name) {
                case "ticket" -> ticket = text(json, value);
                case "type" -> type = text(json, value);
                case "format" -> format = text(json, value);
                case "codes" -> readCodes(json, value);
                case "is_only_snapshot", "isOnlySnapshot" -> onlySnapshot = value == JsonToken.VALUE_TRUE;
                case "is_only_realtime", "isOnlyRealtime" -> onlyRealtime = value == JsonToken.VALUE_TRUE;
                default -> json.skipChildren();
            }
        }

        private void readCodes(JsonParser json, JsonToken value) throws IOException, RefusedException {
            if (value != JsonToken.START_ARRAY) {
                throw RefusedException.wrongFormat();
            }
            for (JsonToken code = json.nextToken(); code != JsonToken.END_ARRAY; code = json.nextToken()) {
                codes.add(text(json, code));
            }
        }

        Wanted wanted(String typeName) throws RefusedException {
            FrameType known = FrameType.ofWireName(typeName);
            if (known == null) {
                throw RefusedException.invalid(typeName);
            }
            if (codes.isEmpty()) {
                throw RefusedException.noCodes();
            }
            return new Wanted(known, List.copyOf(codes), !onlyRealtime, !onlySnapshot);
        }

        private static String text(JsonParser json, JsonToken value) throws IOException, RefusedException {
            if (value != JsonToken.VALUE_STRING) {
                throw RefusedException.wrongFormat();
            }
            return json.getText();
        }
    }
}

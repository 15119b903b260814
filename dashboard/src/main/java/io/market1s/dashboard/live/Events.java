package io.market1s.dashboard.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.market1s.dashboard.board.SymbolState;
import io.market1s.dashboard.table.Column;
import io.market1s.dashboard.table.Row;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Server-sent events as the page reads them: a name, and JSON in one line. */
final class Events {
    private static final JsonFactory JSON = new JsonFactory();

    private Events() {}

    /** Writes the data of one event. */
    private interface Data {
        void write(JsonGenerator json) throws IOException;
    }

    /**
     * How the database and a symbol are doing.
     *
     * @param symbol null if none was asked for
     */
    static String status(Publication publication, @Nullable String symbol) {
        SymbolState state = symbol == null ? null : publication.board().find(symbol);
        Optional<Notice> notice = Notice.of(publication, symbol);
        return event("status", json -> {
            json.writeNumberField("now", publication.now().toEpochMilli());
            json.writeBooleanField("readable", publication.isReadable());
            if (state != null) {
                json.writeNumberField("ts", state.ts().toEpochMilli());
                json.writeNumberField("visible_after_ms", state.visibleAfter().toMillis());
                json.writeStringField("last_trade_price", state.lastTradePrice());
                completeness(state, json);
            }
            if (notice.isPresent()) {
                json.writeObjectFieldStart("notice");
                json.writeStringField("level", notice.get().level().name());
                json.writeStringField("text", notice.get().text());
                Instant since = notice.get().since();
                if (since != null) {
                    json.writeNumberField("since", since.toEpochMilli());
                }
                json.writeEndObject();
            }
        });
    }

    /**
     * Symbols of the board.
     *
     * @param all whether there are no others
     */
    static String board(Collection<SymbolState> symbols, boolean all, Instant now) {
        return event("board", json -> {
            json.writeBooleanField("all", all);
            json.writeArrayFieldStart("symbols");
            for (SymbolState state : symbols) {
                json.writeStartObject();
                json.writeStringField("symbol", state.symbol());
                json.writeStringField("last_trade_price", state.lastTradePrice());
                json.writeNumberField("lag", shownLag(state, now) / 10.0);
                json.writeBooleanField("complete", state.incompleteSince() == null);
                json.writeBooleanField("ended", state.isEnded(now));
                completeness(state, json);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /**
     * Rows of a symbol, new ones and changed ones.
     *
     * @param all whether there are no others
     * @param from rows before that are not shown any more
     */
    static String rows(String symbol, List<Row> rows, boolean all, Instant from) {
        return event("rows", json -> {
            json.writeStringField("symbol", symbol);
            json.writeBooleanField("all", all);
            json.writeNumberField("from", from.toEpochMilli());
            json.writeArrayFieldStart("columns");
            for (String column : Column.names()) {
                json.writeString(column);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("rows");
            for (Row row : rows) {
                json.writeStartArray();
                for (Object cell : row.cells()) {
                    cell(cell, json);
                }
                json.writeEndArray();
            }
            json.writeEndArray();
        });
    }

    /** The lag in tenths of a second, as the board shows it. */
    static long shownLag(SymbolState state, Instant now) {
        Duration lag = state.lag(now);
        return Math.round(lag.toMillis() / 100.0);
    }

    private static void completeness(SymbolState state, JsonGenerator json) throws IOException {
        Double completeness = state.completeness();
        if (completeness != null) {
            json.writeNumberField("completeness", completeness);
        }
    }

    private static void cell(@Nullable Object cell, JsonGenerator json) throws IOException {
        if (cell == null) {
            json.writeNull();
        } else if (cell instanceof Long number) {
            json.writeNumber(number);
        } else if (cell instanceof Double number) {
            json.writeNumber(number);
        } else if (cell instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeString(cell.toString());
        }
    }

    private static String event(String name, Data data) {
        StringWriter text = new StringWriter();
        text.write("event: " + name + "\ndata: ");
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            data.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text + "\n\n";
    }
}

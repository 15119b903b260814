package io.market1s.dashboard.live;

import io.vertx.core.http.HttpServerResponse;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All connections of pages that are open, and the symbols that they show. On the event loop only, but for {@link
 * #watched} and {@link #count}.
 */
public final class Viewers {
    /** How much a viewer may leave unread. A slower viewer is disconnected; its page connects again and begins anew. */
    private static final int MOST_UNREAD_BYTES = 1 << 20;

    private final int most;
    private final LiveUpdates feed = new LiveUpdates();
    private final Map<HttpServerResponse, String> symbols = new LinkedHashMap<>();
    private volatile Set<String> watched = Set.of();
    private volatile int count;

    /**
     * No viewer yet.
     *
     * @param most viewers at a time
     */
    public Viewers(int most) {
        this.most = most;
    }

    /** Whether nobody else can be let in. */
    public boolean isFull() {
        return symbols.size() >= most;
    }

    /** The symbols that somebody looks at. */
    public Set<String> watched() {
        return watched;
    }

    /** How many there are. */
    public int count() {
        return count;
    }

    /** Adds a viewer and sends it everything. It is removed when its connection ends. */
    public void add(HttpServerResponse response, @Nullable String symbol) {
        response.setWriteQueueMaxSize(MOST_UNREAD_BYTES);
        response.closeHandler(closed -> remove(response));
        response.exceptionHandler(problem -> remove(response));
        symbols.put(response, symbol == null ? "" : symbol);
        recount();
        write(response, String.join("", feed.everything(symbol)));
    }

    /** Tells everybody what is new to him. */
    public void publish(Publication publication) {
        Map<String, List<String>> events = feed.publish(publication, new TreeSet<>(symbols.values()));
        Map<String, String> texts = new HashMap<>();
        events.forEach((symbol, own) -> texts.put(symbol, String.join("", own)));
        for (Map.Entry<HttpServerResponse, String> viewer : List.copyOf(symbols.entrySet())) {
            String text = texts.getOrDefault(viewer.getValue(), "");
            if (!text.isEmpty()) {
                write(viewer.getKey(), text);
            }
        }
    }

    private void write(HttpServerResponse response, String text) {
        if (response.closed()) {
            remove(response);
        } else if (response.writeQueueFull()) {
            remove(response);
            response.reset();
        } else {
            response.write(text);
        }
    }

    private void remove(HttpServerResponse response) {
        symbols.remove(response);
        recount();
    }

    private void recount() {
        count = symbols.size();
        watched = symbols.values().stream().filter(symbol -> !symbol.isEmpty()).collect(Collectors.toUnmodifiableSet());
    }
}

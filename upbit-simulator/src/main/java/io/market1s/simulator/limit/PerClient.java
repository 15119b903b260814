package io.market1s.simulator.limit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Something for each client (address), for the last thousand of them. For one thread. */
public final class PerClient<T> {
    private static final int MOST = 1000;

    private final Supplier<T> first;
    private final Map<String, T> clients = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
            return size() > MOST;
        }
    };

    public PerClient(Supplier<T> first) {
        this.first = first;
    }

    /** What belongs to a client; made at first need. */
    public T of(String client) {
        return clients.computeIfAbsent(client, unknown -> first.get());
    }
}

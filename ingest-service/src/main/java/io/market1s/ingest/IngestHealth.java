package io.market1s.ingest;

import io.market1s.ingest.subscription.ConnectionStatus;
import io.market1s.operations.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An ingest is ready when it covers seconds on every connection. */
final class IngestHealth implements Health {
    /**
     * The exchange answers pings, so that something comes even on a connection for quiet markets; a longer silence is soon
     * the end of a connection.
     */
    private static final Duration RECENT = Duration.ofSeconds(25);

    private final Supplier<IngestStatus> status;
    private final BooleanSupplier ended;

    IngestHealth(Supplier<IngestStatus> status, BooleanSupplier ended) {
        this.status = status;
        this.ended = ended;
    }

    @Override
    public List<String> unreadiness() {
        if (ended.getAsBoolean()) {
            return List.of("the ingest has ended");
        }
        List<String> reasons = new ArrayList<>();
        List<ConnectionStatus> connections = status.get().connections();
        if (connections.isEmpty()) {
            reasons.add("no connection yet");
        }
        for (int i = 0; i < connections.size(); i++) {
            String reason = unreadiness(connections.get(i));
            if (!reason.isEmpty()) {
                reasons.add("connection " + (i + 1) + " (" + connections.get(i).symbols() + " symbols): " + reason);
            }
        }
        return reasons;
    }

    @Override
    public List<String> death() {
        return ended.getAsBoolean() ? List.of("the ingest has ended") : List.of();
    }

    private static String unreadiness(ConnectionStatus connection) {
        if (connection.age().isEmpty()) {
            return "not connected";
        }
        if (connection.silence().isEmpty()) {
            return "the exchange has sent nothing yet";
        }
        Duration silence = connection.silence().get();
        return silence.compareTo(RECENT) < 0 ? "" : "the exchange has sent nothing for " + silence.toSeconds() + " s";
    }
}

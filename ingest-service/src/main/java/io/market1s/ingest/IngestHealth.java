package io.market1s.ingest;

import io.market1s.ingest.subscription.ConnectionStatus;
import io.market1s.operations.Health;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** An ingest is ready when it covers seconds on every connection. */
final class IngestHealth implements Health {
    /** The pilot proves a connection alive ten times a second; seconds are not covered without proof. */
    private static final Duration RECENT = Duration.ofSeconds(10);

    private final Supplier<IngestStatus> status;
    private final BooleanSupplier ended;
    private final InstantSource clock;

    IngestHealth(Supplier<IngestStatus> status, BooleanSupplier ended, InstantSource clock) {
        this.status = status;
        this.ended = ended;
        this.clock = clock;
    }

    @Override
    public List<String> unreadiness() {
        if (ended.getAsBoolean()) {
            return List.of("the ingest has ended");
        }
        Instant now = clock.instant();
        List<String> reasons = new ArrayList<>();
        List<ConnectionStatus> connections = status.get().connections();
        if (connections.isEmpty()) {
            reasons.add("no connection yet");
        }
        for (int i = 0; i < connections.size(); i++) {
            String reason = unreadiness(connections.get(i), now);
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

    private static String unreadiness(ConnectionStatus connection, Instant now) {
        if (connection.age().isEmpty()) {
            return "not connected";
        }
        if (connection.provenAt().isEmpty()) {
            return "the exchange has sent nothing yet";
        }
        Duration silence = Duration.between(connection.provenAt().get(), now);
        return silence.compareTo(RECENT) < 0 ? "" : "the exchange has sent nothing for " + silence.toSeconds() + " s";
    }
}

package io.market1s.ingest.subscription;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How one subscription is connected at one moment.
 *
 * @param symbols how many markets it is for
 * @param age of the WebSocket that is open; empty if none is
 * @param provenAt when, by our clock, the last frame arrived on it that proves it alive; empty before the first
 * @param silence for how long nothing at all has arrived on it; empty before the first market data
 */
public record ConnectionStatus(
        int symbols, Optional<Duration> age, Optional<Instant> provenAt, Optional<Duration> silence) {}

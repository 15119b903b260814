package io.market1s.settings;

import java.time.Duration;
import java.util.Optional;

/** Settings that several processes have: the same words and bounds for all, each under its own prefix. */
public final class SharedSettings {
    private SharedSettings() {}

    /**
     * How far back an event changes seconds; the same in every process. A second is enough for a test; what is older than
     * six hours is a rebuild's, because the resampler keeps that much in its state.
     */
    public static Setting<Duration> horizon(Duration fallback) {
        return Setting.duration(
                "HORIZON",
                Durations.format(fallback),
                "1s",
                "6h",
                "an event received later than this after its own time changes no past second; the same for ingest and"
                        + " resampler");
    }

    /** Copies of topics. */
    public static Setting<Short> replication() {
        // Nobody has more than ten brokers for one partition; 0 is no number of copies.
        return Setting.of(
                "REPLICATION",
                "-1",
                "-1 or a whole number from 1 to 10",
                "copies of topics created here; -1 is the broker's default",
                text -> {
                    short copies = Short.parseShort(text);
                    if (copies == 0 || copies < -1 || copies > 10) {
                        throw new IllegalArgumentException(text);
                    }
                    return copies;
                });
    }

    /** Where those who run a service see how it does. */
    public static Setting<Optional<HttpAddress>> httpAddress(int port) {
        return Setting.httpAddress(
                        "HTTP_ADDRESS",
                        "127.0.0.1:" + port,
                        "where /metrics, /livez and /readyz are served; off for nowhere")
                .orOff();
    }
}

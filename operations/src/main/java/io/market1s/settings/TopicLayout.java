package io.market1s.settings;

import java.time.Duration;

/**
 * How topics are made that do not exist yet; every process that may be the first to need them is told the same.
 *
 * @param partitions of each topic
 * @param replication copies of each, -1 for the broker's default
 * @param rawRetention how long the raw topics keep their records
 */
public record TopicLayout(int partitions, short replication, Duration rawRetention) {
    /** The settings that say it. */
    public record Known(Setting<Integer> partitions, Setting<Short> replication, Setting<Duration> rawRetention) {
        /** Adds them. */
        public static Known in(KnownSettings known) {
            return new Known(
                    known.add(Setting.integer(
                            "PARTITIONS", 4, 1, 10_000, "partitions of each topic; never changes afterwards")),
                    known.add(SharedSettings.replication()),
                    known.add(Setting.duration(
                            "RAW_RETENTION", "7d", "1h", "36500d", "how long raw topics created here keep records")));
        }

        /** Reads them. */
        public TopicLayout read(Settings settings) {
            return new TopicLayout(settings.get(partitions), settings.get(replication), settings.get(rawRetention));
        }
    }
}

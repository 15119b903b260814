package io.market1s.ingest.kafka;

import io.market1s.data.EventTimes;
import io.market1s.settings.Durations;
import io.market1s.settings.Settings;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The settings of the Kafka producer: ours, those that a user may change, and those on which a promise rests. */
public final class ProducerSettings {
    private static final Map<String, String> REQUIRED =
            Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");

    private static final Map<String, String> DEFAULTS = Map.of(
            ProducerConfig.CLIENT_ID_CONFIG, "market-1s-ingest",
            ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
            ProducerConfig.LINGER_MS_CONFIG, "5",
            ProducerConfig.MAX_BLOCK_MS_CONFIG, "60000",
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, "120000",
            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, "30000",
            ProducerConfig.BUFFER_MEMORY_CONFIG, Long.toString(32L << 20));

    private ProducerSettings() {}

    /** Notes what a user must not change; returns the settings as they are. */
    public static Map<String, String> checked(Settings settings, Map<String, String> kafka) {
        REQUIRED.forEach((key, value) -> {
            if (!kafka.getOrDefault(key, value).equals(value)) {
                settings.problem(variable(key) + ": '" + kafka.get(key) + "' is not possible; it is always " + value);
            }
        });
        try {
            long heldBack = millis(kafka, ProducerConfig.MAX_BLOCK_MS_CONFIG)
                    + millis(kafka, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG);
            if (heldBack > EventTimes.MAX_HELD_BACK.toMillis()) {
                settings.problem(variable(ProducerConfig.MAX_BLOCK_MS_CONFIG) + " and "
                        + variable(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) + ": together at most "
                        + Durations.format(EventTimes.MAX_HELD_BACK) + " (" + EventTimes.MAX_HELD_BACK.toMillis()
                        + ")");
            }
        } catch (NumberFormatException e) {
            settings.problem(variable(ProducerConfig.MAX_BLOCK_MS_CONFIG) + " and "
                    + variable(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG) + ": write whole milliseconds");
        }
        return kafka;
    }

    /** The producer's settings, serializers aside. */
    public static Map<String, Object> producer(Map<String, String> kafka) {
        Map<String, Object> producer = new HashMap<>(DEFAULTS);
        producer.putAll(kafka);
        producer.putAll(REQUIRED);
        return producer;
    }

    private static long millis(Map<String, String> kafka, String key) {
        return Long.parseLong(kafka.getOrDefault(key, DEFAULTS.getOrDefault(key, "0")));
    }

    private static String variable(String key) {
        return "KAFKA_" + key.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}

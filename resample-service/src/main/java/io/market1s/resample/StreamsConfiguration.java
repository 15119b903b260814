package io.market1s.resample;

import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The configuration of Kafka Streams: what the promises need, over what passes through from the environment. */
public final class StreamsConfiguration {
    private static final int SESSION_TIMEOUT_MILLIS = 10_000;
    private static final int BUFFERED_RECORDS = 200;
    private static final int POLL_RECORDS = 500;

    private StreamsConfiguration() {}

    /** For an application that ends by itself: nobody comes back under its name. */
    public static Properties ofTransient(ResampleSettings settings) {
        Properties properties = of(settings);
        properties.remove(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return properties;
    }

    /** For the live application. */
    public static Properties of(ResampleSettings settings) {
        Map<String, Object> config = new HashMap<>();
        // Live closings commit by themselves; in between and while behind, seldom commits are cheap ones.
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000);
        config.put(StreamsConfig.POLL_MS_CONFIG, 10);
        config.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
        // Records that wait are few enough to be still in the processor's caches; the system may size its window.
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, BUFFERED_RECORDS);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        config.put(ConsumerConfig.RECEIVE_BUFFER_CONFIG, CommonClientConfigs.RECEIVE_BUFFER_LOWER_BOUND);
        // The seconds of a killed instance wait so long for another one. Long enough for it to be back itself, so that
        // a quick restart moves nothing; Kafka's 45 s are made for instances that others do not wait for.
        config.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        config.put(
                StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.topics().replication());
        config.putAll(settings.kafka());

        config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.application().id());
        config.put(
                StreamsConfig.STATE_DIR_CONFIG,
                settings.application().stateDirectory().toString());
        config.put(
                StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.application().threads());
        // At-least-once loses rows when killed between the changelog and the bar.
        config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        config.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // A process that comes back under its old name gets its partitions at once, also after it was killed.
        config.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                settings.application().instance());
        config.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        Properties properties = new Properties();
        properties.putAll(config);
        return properties;
    }
}

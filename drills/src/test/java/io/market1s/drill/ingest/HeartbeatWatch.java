package io.market1s.drill.ingest;

import io.market1s.data.Heartbeat;
import io.market1s.data.json.EvidenceJson;
import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.local.run.Servers;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the heartbeats: which replica has covered which seconds. For one thread. */
final class HeartbeatWatch implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Map<String, Instant>> lastByReplica = new HashMap<>();

    HeartbeatWatch(Servers servers) {
        consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, servers.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = IntStream.range(0, Servers.PARTITIONS)
                .mapToObj(partition -> new TopicPartition(Topics.HEARTBEAT, partition))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Whether a replica has written, for each of the markets, a heartbeat of a second that ended after that moment. */
    boolean vouchedAfter(String replica, Collection<String> symbols, Instant moment) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
            add(record.value());
        }
        Map<String, Instant> last = lastByReplica.getOrDefault(replica, Map.of());
        return symbols.stream()
                .allMatch(symbol -> last.getOrDefault(symbol, Instant.MIN).isAfter(moment));
    }

    @Override
    public void close() {
        consumer.close();
    }

    private void add(byte[] value) {
        try {
            if (!(EvidenceJson.read(value) instanceof Heartbeat heartbeat)) {
                return;
            }
            String replica = heartbeat.feed().substring(0, heartbeat.feed().indexOf('/'));
            lastByReplica
                    .computeIfAbsent(replica, unknown -> new HashMap<>())
                    .merge(heartbeat.symbol(), heartbeat.second(), (a, b) -> a.isAfter(b) ? a : b);
        } catch (MalformedException e) {
            throw new AssertionError(e);
        }
    }
}

package io.market1s.local.report;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what is written to some partitions, on a thread of its own from {@link #start} to {@link #close}, and hands it to
 * a reader. It owns the consumer from the start on. Thread-safe.
 */
public final class RecordTail implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RecordTail.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<String, byte[]> consumer;
    private final Reader reader;
    private final Thread thread;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Takes what a poll has found, also if that is nothing. One thread calls it. */
    public interface Reader {
        void read(ConsumerRecords<String, byte[]> records);
    }

    /**
     * A tail that does not read yet.
     *
     * @param name of its thread
     * @param consumer with its partitions and positions
     */
    public RecordTail(String name, Consumer<String, byte[]> consumer, Reader reader) {
        this.consumer = consumer;
        this.reader = reader;
        this.thread = new Thread(this::read, name);
        thread.setDaemon(true);
    }

    /** A consumer of committed records, without partitions. */
    public static Consumer<String, byte[]> consumer(String bootstrapServers) {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Begins to read. */
    public void start() {
        thread.start();
    }

    /**
     * Fails if the reading has failed.
     *
     * @throws java.util.concurrent.CompletionException with its cause
     */
    public void check() {
        if (ended.isDone()) {
            ended.join();
        }
    }

    /** Ends the reading and returns when it has ended. */
    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (true) {
                reader.read(consumer.poll(POLL));
            }
        } catch (WakeupException e) {
            ended.complete(null);
        } catch (RuntimeException e) {
            LOG.error("{} reads no further", thread.getName(), e);
            ended.completeExceptionally(e);
        }
    }
}

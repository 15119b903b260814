package io.market1s.ingest;

import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.ingest.exchange.MarketList;
import io.market1s.ingest.time.Backoff;
import io.market1s.settings.InvalidSettingsException;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What has to be known and in place before the first connection. Waits for a server that is not up yet. */
final class Startup {
    private static final Logger LOG = LoggerFactory.getLogger(Startup.class);

    private final IngestSettings settings;
    private final Backoff backoff;

    Startup(IngestSettings settings, Backoff backoff) {
        this.settings = settings;
        this.backoff = backoff;
    }

    /**
     * The codes to subscribe to. Codes that are written out are checked if the exchange answers; quote currencies need
     * its answer.
     *
     * @throws InvalidSettingsException if something is selected that the exchange does not have
     */
    List<String> codes(OkHttpClient client) throws InterruptedException {
        MarketList list = new MarketList(client, settings.exchange().restUrl());
        while (true) {
            try {
                return codes(list.fetch());
            } catch (IOException e) {
                if (settings.exchange().symbols().isExplicit()) {
                    LOG.warn("cannot get the exchange's list of markets ({}); the symbols go unchecked", e.toString());
                    return settings.exchange().symbols().codes();
                }
                Duration delay = backoff.next();
                LOG.warn(
                        "cannot get the exchange's list of markets ({}); again in {} ms",
                        e.toString(),
                        delay.toMillis());
                TimeUnit.MILLISECONDS.sleep(delay.toMillis());
            }
        }
    }

    /**
     * Creates the topics that are missing.
     *
     * @throws IllegalStateException if Kafka refuses, or existing topics have another number of partitions
     */
    void topics() throws InterruptedException {
        try (Admin admin = Admin.create(new HashMap<>(settings.kafka()))) {
            TopicSetup setup = new TopicSetup(admin);
            while (true) {
                try {
                    setup.ensure(
                            Topics.all(settings.topics().rawRetention()),
                            settings.topics().partitions(),
                            settings.topics().replication());
                    return;
                } catch (IllegalStateException e) {
                    if (!(e.getCause() instanceof RetriableException)) {
                        throw e;
                    }
                    Duration delay = backoff.next();
                    LOG.warn("{}; again in {} ms", e.getMessage(), delay.toMillis());
                    TimeUnit.MILLISECONDS.sleep(delay.toMillis());
                }
            }
        }
    }

    private List<String> codes(Set<String> markets) {
        Set<String> unknown = settings.exchange().symbols().unknown(markets);
        if (!unknown.isEmpty()) {
            throw new InvalidSettingsException(
                    List.of("INGEST_SYMBOLS: the exchange has no " + String.join(", ", unknown) + " ("
                            + settings.exchange().restUrl() + "/v1/market/all lists " + markets.size() + " markets)"));
        }
        return settings.exchange().symbols().resolve(markets);
    }
}

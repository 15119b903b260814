package io.market1s.local.run;

import io.market1s.connect.MarketSchema;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.Topics;
import io.market1s.local.console.Progress;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Ports;
import io.market1s.local.kafka.KafkaBroker;
import io.market1s.local.postgres.PostgresServer;
import io.market1s.operations.Resources;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** What keeps the data: PostgreSQL with the schema, and Kafka with the topics. Started whole, closed in reverse. */
final class Stores implements AutoCloseable {
    private static final short ONE_COPY = 1;

    private final Resources resources = new Resources();
    private final PostgresServer postgres;
    private final KafkaBroker kafka;
    private final Admin admin;

    private Stores(DataDir dataDir, Ports ports, PostgresServer postgres, Progress progress) throws Exception {
        try {
            this.postgres = resources.add(postgres);
            progress.step("PostgreSQL", () -> {
                postgres.start();
                return postgres;
            });
            int migrations = progress.step(
                    "schema",
                    () -> MarketSchema.migrate(
                            new MarketSchema.Owner(
                                    postgres.jdbcUrl(), postgres.superuser(), postgres.superuserPassword()),
                            // On loopback only: passwords equal to the names.
                            new MarketSchema.Passwords(
                                    MarketSchema.SINK_ROLE, MarketSchema.READER_ROLE, MarketSchema.VERIFIER_ROLE)));
            if (migrations > 0) {
                progress.say("  %d migrations brought the table up to date", migrations);
            }
            this.kafka = resources.add(progress.step(
                    "Kafka", () -> KafkaBroker.start(dataDir.kafka(), ports.kafka(), ports.kafkaController())));
            this.admin = resources.add(Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers())));
            new TopicSetup(admin).ensure(Topics.all(Servers.RAW_RETENTION), Servers.PARTITIONS, ONE_COPY);
        } catch (Exception e) {
            resources.close();
            throw e;
        }
    }

    /**
     * Starts everything and returns when it runs.
     *
     * @param postgres prepared, not started; closed with the rest
     */
    static Stores start(DataDir dataDir, Ports ports, PostgresServer postgres, Progress progress) throws Exception {
        return new Stores(dataDir, ports, postgres, progress);
    }

    PostgresServer postgres() {
        return postgres;
    }

    KafkaBroker kafka() {
        return kafka;
    }

    Admin admin() {
        return admin;
    }

    @Override
    public void close() {
        resources.close();
    }
}

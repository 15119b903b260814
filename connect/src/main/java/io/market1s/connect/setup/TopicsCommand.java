package io.market1s.connect.setup;

import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.TopicSpec;
import io.market1s.data.topic.Topics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.Admin;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Creates the topics before anybody uses one: the sink would otherwise create its own for errors, in another way. */
@Command(
        name = "topics",
        mixinStandardHelpOptions = true,
        description = {
            "Creates the topics that are missing; leaves the others as they are.",
            "",
            "TOPICS_PARTITIONS      partitions of each topic; never changes afterwards (4)",
            "TOPICS_REPLICATION     copies, -1 for the broker's default (-1)",
            "TOPICS_RAW_RETENTION   how long raw topics keep records (7d)",
            "KAFKA_FOO_BAR          passes through to the Kafka client as foo.bar;",
            "                       KAFKA_BOOTSTRAP_SERVERS (127.0.0.1:9092)"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class TopicsCommand implements Callable<Integer> {
    @ParentCommand
    private SetupMain parent;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        TopicsSettings settings = TopicsSettings.from(parent.environment());
        List<TopicSpec> topics = Topics.all(settings.rawRetention());
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            new TopicSetup(admin).ensure(topics, settings.partitions(), settings.replication());
        }
        spec.commandLine().getOut().printf("%d topics with %d partitions each%n", topics.size(), settings.partitions());
        return CommandLine.ExitCode.OK;
    }
}

package io.market1s.connect.setup;

import io.market1s.command.Configured;
import io.market1s.data.topic.TopicSetup;
import io.market1s.data.topic.TopicSpec;
import io.market1s.data.topic.Topics;
import io.market1s.settings.KnownSettings;
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
        description = {"Creates the topics that are missing; leaves the others as they are."})
@SuppressWarnings("NullAway.Init") // picocli sets the fields.
final class TopicsCommand implements Callable<Integer>, Configured {
    @ParentCommand
    private SetupMain parent;

    @Spec
    private CommandSpec spec;

    @Override
    public KnownSettings knownSettings() {
        return TopicsSettings.KNOWN;
    }

    @Override
    public Integer call() throws InterruptedException {
        TopicsSettings settings = TopicsSettings.from(parent.environment());
        int partitions = settings.topics().partitions();
        List<TopicSpec> topics = Topics.all(settings.topics().rawRetention());
        try (Admin admin = Admin.create(Map.copyOf(settings.kafka()))) {
            new TopicSetup(admin).ensure(topics, partitions, settings.topics().replication());
        }
        spec.commandLine().getOut().printf("%d topics with %d partitions each%n", topics.size(), partitions);
        return CommandLine.ExitCode.OK;
    }
}

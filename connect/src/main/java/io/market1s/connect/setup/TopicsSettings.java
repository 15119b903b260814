package io.market1s.connect.setup;

import io.market1s.settings.InvalidSettingsException;
import io.market1s.settings.KnownSettings;
import io.market1s.settings.Settings;
import io.market1s.settings.TopicLayout;
import java.util.Map;

/** How topics are made. */
public record TopicsSettings(TopicLayout topics, Map<String, String> kafka) {
    /** All that there are. */
    public static final KnownSettings KNOWN =
            new KnownSettings("TOPICS_").withLogFormat().withKafka();

    private static final TopicLayout.Known TOPICS = TopicLayout.Known.in(KNOWN);

    public TopicsSettings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * Reads the settings from environment variables.
     *
     * @throws InvalidSettingsException that names everything that is wrong
     */
    public static TopicsSettings from(Map<String, String> environment) {
        Settings settings = KNOWN.read(environment);
        TopicsSettings read = new TopicsSettings(TOPICS.read(settings), settings.kafka());
        settings.check();
        return read;
    }
}

package io.market1s.data.topic;

import java.util.Map;

/**
 * A topic as it has to be.
 *
 * @param configs the broker's topic-level settings that differ from its defaults
 */
public record TopicSpec(String name, Map<String, String> configs) {
    public TopicSpec {
        configs = Map.copyOf(configs);
    }
}

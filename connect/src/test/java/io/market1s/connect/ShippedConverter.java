package io.market1s.connect;

import io.market1s.data.Bar;
import io.market1s.data.json.BarJson;
import io.market1s.data.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** The converter, set up as a worker sets it up from the shipped file. */
final class ShippedConverter {
    private static final String PREFIX = "value.converter.";

    private final BarConverter converter = new BarConverter();

    ShippedConverter() {
        Map<String, String> config = new HashMap<>();
        SinkConfig.template().forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                config.put(key.substring(PREFIX.length()), value);
            }
        });
        converter.configure(config, false);
    }

    Struct struct(Bar bar) {
        return (Struct) convert(BarJson.write(bar)).value();
    }

    SchemaAndValue convert(byte @Nullable [] value) {
        return converter.toConnectData(Topics.MARKET_1S, value);
    }

    Schema schema() {
        return convert(BarJson.write(Bars.EMPTY)).schema();
    }
}

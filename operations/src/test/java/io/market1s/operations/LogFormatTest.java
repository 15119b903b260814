package io.market1s.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    /** As each service's own. */
    private static final String CONFIGURATION = """
        <configuration>
          <include resource="io/market1s/operations/log-${LOG_FORMAT:-text}.xml"/>
          <root level="INFO"><appender-ref ref="console"/></root>
        </configuration>
        """;

    @Test
    void isTextForPeopleWithTheKeyValuesAtTheEnd() throws JoranException {
        assertThat(printed("text").strip())
                .matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z WARN  \\[main] Example: left out 3 records"
                        + " topic=\"upbit.trade\" offset=\"7\"");
    }

    @Test
    void isOneJsonObjectALineForMachines() throws Exception {
        String line = printed("json");
        assertThat(line.strip().lines()).hasSize(1);

        JsonNode event = new ObjectMapper().readTree(line);
        assertThat(event.path("level").asText()).isEqualTo("WARN");
        assertThat(event.path("loggerName").asText()).isEqualTo("io.market1s.Example");
        assertThat(event.path("formattedMessage").asText()).isEqualTo("left out 3 records");
        assertThat(event.path("timestamp").asLong()).isPositive();
        assertThat(event.path("kvpList").path(0).path("topic").asText()).isEqualTo("upbit.trade");
        assertThat(event.path("kvpList").path(1).path("offset").asText()).isEqualTo("7");
    }

    private static String printed(String format) throws JoranException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            LoggerContext context = new LoggerContext();
            context.setMDCAdapter(new LogbackMDCAdapter());
            context.putProperty("LOG_FORMAT", format);
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(new ByteArrayInputStream(CONFIGURATION.getBytes(UTF_8)));
            context.getLogger("io.market1s.Example")
                    .atWarn()
                    .addKeyValue("topic", "upbit.trade")
                    .addKeyValue("offset", 7)
                    .log("left out {} records", 3);
            context.stop();
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8);
    }
}

package io.market1s.resample.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectorStatusTest {
    @Test
    void readsTheStatesOfTheConnectorAndOfEveryTask() throws IOException {
        assertThat(ConnectorStatus.parse("""
            {"name":"market-1s-sink","connector":{"state":"RUNNING","worker_id":"127.0.0.1:8083","version":"3"},
             "tasks":[{"id":0,"state":"FAILED","worker_id":"w","trace":"java.lang.X: \\"state\\""},
                      {"id":1,"worker_id":"w","state":"RUNNING"}],"type":"sink"}\
            """)).isEqualTo(new ConnectorStatus("running", List.of("failed", "running")));
        assertThat(ConnectorStatus.parse("{\"tasks\":[],\"connector\":{\"state\":\"UNASSIGNED\"}}"))
                .isEqualTo(new ConnectorStatus("unassigned", List.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"error_code\":404,\"message\":\"No status found\"}",
                "{\"connector\":{",
                "<html>"
            })
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> ConnectorStatus.parse(text)).isInstanceOf(IOException.class);
    }
}

package io.market1s.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpAddressTest {
    @Test
    void readsAHostAndAPort() {
        assertThat(HttpAddress.parse("127.0.0.1:9101")).isEqualTo(new HttpAddress("127.0.0.1", 9101));
        assertThat(HttpAddress.parse("ingest:0")).isEqualTo(new HttpAddress("ingest", 0));
        assertThat(HttpAddress.parse("[::1]:80").toSocketAddress().getAddress().isLoopbackAddress())
                .isTrue();
        assertThat(HttpAddress.parse("[::1]:80")).hasToString("[::1]:80");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "9101", ":9101", "host", "host:", "host:65536", "host:-1", "::1:80", "http://host:80"})
    void refusesWhatIsNone(String text) {
        assertThatThrownBy(() -> HttpAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isASettingThatMayBeOffWhereTheServiceAllowsIt() {
        KnownSettings known = new KnownSettings("X_");
        Setting<Optional<HttpAddress>> address = known.add(SharedSettings.httpAddress(1));
        Setting<HttpAddress> page = known.add(Setting.httpAddress("PAGE", "127.0.0.1:2", "the page"));

        Settings settings = known.read(Map.of("X_HTTP_ADDRESS", "off", "X_PAGE", "0.0.0.0:8080"));
        assertThat(settings.get(address)).isEmpty();
        assertThat(settings.get(page)).isEqualTo(new HttpAddress("0.0.0.0", 8080));
        settings.check();

        Settings wrong = known.read(Map.of("X_PAGE", "off"));
        assertThat(wrong.get(page)).isEqualTo(new HttpAddress("127.0.0.1", 2));
        assertThatThrownBy(wrong::check).hasMessageContaining("X_PAGE: 'off' is not possible; write a host and a port");
    }
}

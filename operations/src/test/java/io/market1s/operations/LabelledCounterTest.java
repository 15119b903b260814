package io.market1s.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelledCounterTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LabelledCounter frames = new LabelledCounter("frames", "Frames.", "type", "quote");

    @Test
    void showsWhatWasCountedBeforeAndAfterItWasBound() {
        frames.increment("trade", "KRW");
        frames.bindTo(registry);
        frames.increment("trade", "KRW");
        frames.increment("ticker", "BTC");

        assertThat(count("trade", "KRW")).isEqualTo(2);
        assertThat(count("ticker", "BTC")).isEqualTo(1);
        assertThat(frames.counts())
                .containsOnlyKeys(List.of("trade", "KRW"), List.of("ticker", "BTC"))
                .containsEntry(List.of("trade", "KRW"), 2L);
    }

    @Test
    void refusesAnotherNumberOfValuesThanLabels() {
        assertThatThrownBy(() -> frames.increment("trade")).hasMessageContaining("[type, quote]");
        assertThat(frames.counts()).isEmpty();
    }

    private double count(String type, String quote) {
        return registry.get("frames")
                .tags("type", type, "quote", quote)
                .functionCounter()
                .count();
    }
}

package io.market1s.ingest.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShortListTest {
    @Test
    void namesAllOfAFewAndCountsTheRestOfMany() {
        assertThat(ShortList.of(List.of("a", "b"))).isEqualTo("a, b");
        assertThat(ShortList.of(IntStream.range(0, 855).boxed().toList()))
                .startsWith("0, 1, ")
                .endsWith("29 and 825 more");
    }
}

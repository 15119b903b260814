package io.market1s.operations;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResourcesTest {
    private final List<String> closed = new ArrayList<>();
    private final Resources resources = new Resources();

    @Test
    void closesInTheOppositeOrder() {
        add("first");
        add("second");

        resources.close();

        assertThat(closed).containsExactly("second", "first");
    }

    @Test
    void closesOnlyOnce() {
        add("one");

        resources.close();
        resources.close();

        assertThat(closed).containsExactly("one");
    }

    @Test
    void closesTheOthersIfOneFailsAndSaysSo() {
        add("first");
        resources.add(() -> {
            throw new IllegalStateException("stuck");
        });
        add("last");

        try (Logged logged = new Logged()) {
            resources.close();

            assertThat(logged.messages()).singleElement().asString().startsWith("cannot close");
        }
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void closesTheOthersIfTheThreadIsInterruptedAndKeepsTheInterruption() {
        add("first");
        resources.add(() -> {
            throw new InterruptedException();
        });

        resources.close();

        assertThat(closed).containsExactly("first");
        assertThat(Thread.interrupted()).isTrue();
    }

    private void add(String name) {
        resources.add(() -> closed.add(name));
    }
}

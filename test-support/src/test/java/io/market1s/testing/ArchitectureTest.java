package io.market1s.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String CIRCLE = "io.market1s.testing.sample";

    @Test
    void namesAPackageThatIsNotInTheTable() {
        assertThatThrownBy(
                        () -> Architecture.ofTests(CIRCLE).allow("one", "other").check())
                .hasMessageContaining("package 'other' is not in the table");
    }

    @Test
    void namesAPackageThatDoesNotExist() {
        assertThatThrownBy(() -> Architecture.ofTests(CIRCLE).allow("third").check())
                .hasMessageContaining("package 'third' has no class");
    }

    @Test
    void namesAUseThatIsNotAllowed() {
        assertThatThrownBy(() -> Architecture.ofTests(CIRCLE)
                        .allow("one", "other")
                        .allow("other")
                        .check())
                .hasMessageContaining("package 'other' uses [one], but may use only []")
                .hasMessageNotContaining("package 'one' uses");
    }

    @Test
    void namesACircleEvenIfTheTableAllowsIt() {
        assertThatThrownBy(() -> Architecture.ofTests(CIRCLE)
                        .allow("one", "other")
                        .allow("other", "one")
                        .check())
                .hasMessageContaining("package 'one' is part of a circle")
                .hasMessageContaining("package 'other' is part of a circle")
                .hasMessageNotContaining("may use only");
    }

    @Test
    void looksAtMainClassesOnlyUnlessToldOtherwise() {
        assertThatCode(() -> Architecture.of("io.market1s.testing").allow("").check())
                .doesNotThrowAnyException();
    }
}

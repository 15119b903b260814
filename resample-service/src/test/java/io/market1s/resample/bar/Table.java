package io.market1s.resample.bar;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.data.Bar;
import io.market1s.data.BarContent;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What the table market_1s would hold: the last bar per (symbol, ts). Checks what every single emission must obey. */
final class Table implements Consumer<Bar> {
    private final Map<String, Bar> rows = new TreeMap<>();

    @Override
    public void accept(Bar bar) {
        Bar before = rows.put(key(bar.content().symbol(), bar.content().ts()), bar);
        if (before == null) {
            assertThat(bar.revision()).as("first revision of %s", bar).isZero();
        } else {
            assertThat(bar.revision()).as("revision of %s", bar).isEqualTo(before.revision() + 1);
            assertThat(bar.content()).as("content of a correction").isNotEqualTo(before.content());
        }
    }

    Map<String, BarContent> contents() {
        Map<String, BarContent> contents = new TreeMap<>();
        rows.forEach((key, bar) -> contents.put(key, bar.content()));
        return contents;
    }

    Bar row(String symbol, Instant ts) {
        return Objects.requireNonNull(rows.get(key(symbol, ts)), () -> "no row " + symbol + " " + ts);
    }

    private static String key(String symbol, Instant ts) {
        return symbol + " " + ts;
    }
}

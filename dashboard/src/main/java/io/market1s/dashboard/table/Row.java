package io.market1s.dashboard.table;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code market_1s} as the page shows it. Decimals are texts with the digits that the database keeps: a browser
 * would read a number as a double.
 *
 * @param cells one for each of {@link Column}: a text, a {@link Long}, a {@link Double} or a {@link Boolean}, or null
 */
public record Row(Instant ts, List<@Nullable Object> cells) {
    public Row {
        cells = Collections.unmodifiableList(new ArrayList<>(cells));
    }
}

package io.market1s.dashboard.board;

import static io.market1s.dashboard.Fixtures.TS;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.dashboard.table.Newest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class BoardKeeperTest {
    private final List<String> seen = new ArrayList<>();
    private final BoardKeeper keeper =
            new BoardKeeper((symbol, after, newest, now) -> seen.add(symbol + " " + Duration.between(after, newest)));

    private SymbolState poll(Instant ts, boolean complete, Instant now) {
        Board board = keeper.update(List.of(new Newest("KRW-BTC", ts, "1", complete)), new Completeness(), now);
        return Objects.requireNonNull(board.find("KRW-BTC"));
    }

    @Test
    void aRowIsVisibleFromThePollThatFirstSeesIt() {
        assertThat(poll(TS, true, TS.plusMillis(600)).visibleAfter()).isEqualTo(Duration.ofMillis(600));
        assertThat(poll(TS, true, TS.plusMillis(900)).visibleAfter()).isEqualTo(Duration.ofMillis(600));
        assertThat(poll(TS.plusSeconds(1), true, TS.plusMillis(1700)).visibleAfter())
                .isEqualTo(Duration.ofMillis(700));
    }

    @Test
    void tellsOfNewRowsOnceAndNotOfThoseThatWereThereBefore() {
        poll(TS, true, TS.plusMillis(600));
        poll(TS.plusSeconds(3), true, TS.plusMillis(3600));
        poll(TS.plusSeconds(3), true, TS.plusMillis(3700));

        assertThat(seen).containsExactly("KRW-BTC PT3S");
    }

    @Test
    void remembersTheFirstOfTheIncompleteRowsUntilACompleteOneComes() {
        assertThat(poll(TS, true, TS).incompleteSince()).isNull();
        assertThat(poll(TS.plusSeconds(1), false, TS).incompleteSince()).isEqualTo(TS.plusSeconds(1));
        assertThat(poll(TS.plusSeconds(2), false, TS).incompleteSince()).isEqualTo(TS.plusSeconds(1));
        assertThat(poll(TS.plusSeconds(3), true, TS).incompleteSince()).isNull();
    }
}

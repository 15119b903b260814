package io.market1s.dashboard.live;

import static io.market1s.dashboard.Fixtures.NOW;
import static io.market1s.dashboard.Fixtures.TS;
import static io.market1s.dashboard.Fixtures.row;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.dashboard.Fixtures;
import io.market1s.dashboard.board.SymbolState;
import io.market1s.dashboard.table.Column;
import io.market1s.dashboard.table.Row;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** A viewer gets everything once, then what changed; put together it is always what the database holds. */
class LiveUpdatesTest {
    private static final String BTC = "KRW-BTC";

    private final LiveUpdates feed = new LiveUpdates();

    private static Publication at(Instant now, Row... rows) {
        return Fixtures.publication(now, Map.of(BTC, List.of(rows)), Fixtures.state(BTC), Fixtures.state("KRW-ETH"));
    }

    private List<String> publish(Publication publication) {
        return Objects.requireNonNull(feed.publish(publication, Set.of(BTC)).get(BTC));
    }

    private static List<String> names(List<String> events) {
        return events.stream()
                .map(event -> event.lines().findFirst().orElseThrow())
                .toList();
    }

    private static JsonNode data(List<String> events, String name) {
        String event = events.stream()
                .filter(text -> text.startsWith("event: " + name + "\ndata: "))
                .findFirst()
                .orElseThrow();
        assertThat(event).endsWith("\n\n").doesNotContain("\n\n\n");
        try {
            return new ObjectMapper().readTree(event.substring(event.indexOf("data: ") + 6));
        } catch (IOException e) {
            throw new AssertionError(event, e);
        }
    }

    private static List<Long> times(JsonNode rows) {
        return StreamSupport.stream(rows.path("rows").spliterator(), false)
                .map(cells -> cells.get(0).asLong())
                .toList();
    }

    @Test
    void tellsANewViewerEverything() {
        publish(at(NOW, row(TS.minusSeconds(1), 0), row(TS, 0)));

        List<String> events = feed.everything(BTC);

        assertThat(names(events)).containsExactly("event: status", "event: board", "event: rows");
        assertThat(data(events, "board").path("all").asBoolean()).isTrue();
        assertThat(data(events, "board").path("symbols")).hasSize(2);
        assertThat(data(events, "rows").path("all").asBoolean()).isTrue();
        assertThat(times(data(events, "rows")))
                .containsExactly(TS.minusSeconds(1).toEpochMilli(), TS.toEpochMilli());
    }

    @Test
    void tellsOthersOfNewAndCorrectedRowsOnly() {
        publish(at(NOW, row(TS.minusSeconds(2), 0), row(TS.minusSeconds(1), 0), row(TS, 0)));

        JsonNode rows = data(
                publish(at(NOW.plusMillis(100), row(TS.minusSeconds(1), 1), row(TS, 0), row(TS.plusSeconds(1), 0))),
                "rows");

        assertThat(rows.path("all").asBoolean()).isFalse();
        assertThat(times(rows))
                .containsExactly(
                        TS.minusSeconds(1).toEpochMilli(), TS.plusSeconds(1).toEpochMilli());
        assertThat(rows.path("from").asLong()).isEqualTo(TS.minusSeconds(1).toEpochMilli());
    }

    @Test
    void tellsEverythingAgainWhenARowHasGone() {
        publish(at(NOW, row(TS.minusSeconds(2), 0), row(TS.minusSeconds(1), 0), row(TS, 0)));

        JsonNode rows = data(publish(at(NOW.plusMillis(100), row(TS.minusSeconds(2), 0), row(TS, 0))), "rows");

        assertThat(rows.path("all").asBoolean()).isTrue();
        assertThat(times(rows)).hasSize(2);
    }

    @Test
    void saysNothingWhenNothingHasChangedAndThatItLivesEverySecond() {
        publish(at(NOW, row(TS, 0)));

        assertThat(publish(at(NOW.plusMillis(100), row(TS, 0)))).isEmpty();
        assertThat(names(publish(at(NOW.plusMillis(1000), row(TS, 0))))).containsExactly("event: status");
    }

    @Test
    void tellsOfTheSymbolsThatChanged() {
        publish(at(NOW));
        SymbolState traded = new SymbolState(
                "KRW-ETH", TS, "5059000", Fixtures.state("KRW-ETH").visibleAfter(), null, 1.0);

        JsonNode board = data(
                publish(Fixtures.publication(
                        NOW.plusMillis(900).plusMillis(100), Map.of(), Fixtures.state(BTC), traded)),
                "board");

        assertThat(board.path("all").asBoolean()).isFalse();
        assertThat(board.path("symbols")).hasSize(1);
        assertThat(board.path("symbols").get(0).path("last_trade_price").asText())
                .isEqualTo("5059000");
    }

    /** A browser would make a double of a number. */
    @Test
    void decimalsAreTextsWithTheirDigits() {
        publish(at(NOW, row(TS, 0)));

        JsonNode rows = data(feed.everything(BTC), "rows");
        JsonNode bid = rows.path("rows").get(0).get(Column.names().indexOf("bid"));

        assertThat(bid.isTextual()).isTrue();
        assertThat(bid.asText()).isEqualTo("116539000.50");
        assertThat(rows.path("columns").get(Column.names().indexOf("bid")).asText())
                .isEqualTo("bid");
    }

    @Test
    void saysAtOnceThatTheDatabaseIsAwayAndThatItIsBack() {
        publish(at(NOW, row(TS, 0)));
        Publication before = at(NOW.plusMillis(100), row(TS, 0));
        Publication away = new Publication(
                before.now(), new DatabaseProblem("PostgreSQL cannot be reached.", NOW), before.board(), before.rows());

        JsonNode status = data(publish(away), "status");
        assertThat(status.path("readable").asBoolean()).isFalse();
        assertThat(status.path("notice").path("text").asText()).startsWith("PostgreSQL cannot be reached.");

        JsonNode back = data(publish(at(NOW.plusMillis(200), row(TS, 0))), "status");
        assertThat(back.path("readable").asBoolean()).isTrue();
        assertThat(back.has("notice")).isFalse();
    }
}

package io.market1s.dashboard.live;

import static io.market1s.dashboard.Fixtures.NOW;
import static io.market1s.dashboard.Fixtures.TS;
import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.dashboard.Fixtures;
import io.market1s.dashboard.board.Board;
import io.market1s.dashboard.board.SymbolState;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page says in plain words what is wrong, and nothing when all is well. */
class NoticeTest {
    @Test
    void saysNothingWhenAllIsWell() {
        assertThat(Notice.of(Fixtures.publication(Fixtures.state("KRW-BTC")), "KRW-BTC"))
                .isEmpty();
    }

    @Test
    void saysNothingBeforeTheFirstPoll() {
        assertThat(Notice.of(Publication.NOTHING, "KRW-BTC")).isEmpty();
    }

    @Test
    void saysThatThereAreNoRowsYet() {
        assertThat(Notice.of(Fixtures.publication(), null)).hasValueSatisfying(notice -> {
            assertThat(notice.level()).isEqualTo(Notice.Level.INFO);
            assertThat(notice.text()).startsWith("No rows yet.");
        });
    }

    @Test
    void namesAnUnknownSymbol() {
        assertThat(Notice.of(Fixtures.publication(Fixtures.state("KRW-BTC")), "KRW-DOGS"))
                .hasValueSatisfying(notice -> assertThat(notice.text()).contains("no rows of KRW-DOGS"));
    }

    @Test
    void saysThatNoRowsComeAndSinceWhen() {
        Publication publication = Fixtures.publication(
                Fixtures.newestAt(TS.minusSeconds(9), "KRW-BTC"), Fixtures.newestAt(TS.minusSeconds(8), "KRW-ETH"));

        assertThat(Notice.of(publication, "KRW-BTC")).hasValueSatisfying(notice -> {
            assertThat(notice.level()).isEqualTo(Notice.Level.ERROR);
            assertThat(notice.text()).startsWith("No new rows of any symbol");
            assertThat(notice.since()).isEqualTo(TS.minusSeconds(8));
        });
    }

    @Test
    void saysThatOneSymbolGetsNoRowsWhileOthersDo() {
        Publication publication =
                Fixtures.publication(Fixtures.newestAt(TS.minusSeconds(9), "KRW-BTC"), Fixtures.state("KRW-ETH"));

        assertThat(Notice.of(publication, "KRW-BTC"))
                .hasValueSatisfying(notice -> assertThat(notice.text()).isEqualTo("No new rows of KRW-BTC."));
        assertThat(Notice.of(publication, "KRW-ETH")).isEmpty();
    }

    @Test
    void saysThatThereIsNoExchangeConnectionWhenNoSymbolIsCovered() {
        Publication publication = Fixtures.publication(
                Fixtures.incompleteSince(TS.minusSeconds(5), "KRW-BTC"),
                Fixtures.incompleteSince(TS.minusSeconds(4), "KRW-ETH"));

        assertThat(Notice.of(publication, "KRW-BTC")).hasValueSatisfying(notice -> {
            assertThat(notice.level()).isEqualTo(Notice.Level.ERROR);
            assertThat(notice.text()).startsWith("No exchange connection");
            assertThat(notice.since()).isEqualTo(TS.minusSeconds(4));
        });
    }

    /** A symbol that was delisted must not hide that all others are uncovered, nor look like trouble. */
    @Test
    void leavesAnEndedSymbolOut() {
        SymbolState ended = Fixtures.newestAt(TS.minus(Duration.ofDays(3)), "KRW-OLD");

        assertThat(Notice.of(
                        Fixtures.publication(ended, Fixtures.incompleteSince(TS.minusSeconds(5), "KRW-BTC")),
                        "KRW-BTC"))
                .hasValueSatisfying(notice -> assertThat(notice.text()).startsWith("No exchange connection"));
        assertThat(Notice.of(Fixtures.publication(ended, Fixtures.state("KRW-BTC")), "KRW-BTC"))
                .isEmpty();
    }

    @Test
    void doesNotTakeOneIncompleteRowForAnOutage() {
        assertThat(Notice.of(Fixtures.publication(Fixtures.incompleteSince(TS, "KRW-BTC")), "KRW-BTC"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "08001, PostgreSQL cannot be reached.",
        "57P03, PostgreSQL cannot be reached.",
        "28P01, PostgreSQL does not let the dashboard in",
        "42P01, There is no table market_1s",
        "42501, PostgreSQL does not let the dashboard read",
        "3D000, PostgreSQL has no such database",
        "XX000, SQLSTATE XX000"
    })
    void tellsTroublesWithTheDatabaseApartAndKeepsItsAddressToItself(String sqlState, String words) {
        SQLException failure = new SQLException("connection to 10.1.2.3 as admin", sqlState);
        Publication publication = new Publication(NOW, DatabaseProblem.of(failure, TS), Board.EMPTY, Map.of());

        assertThat(Notice.of(publication, "KRW-BTC")).hasValueSatisfying(notice -> {
            assertThat(notice.level()).isEqualTo(Notice.Level.ERROR);
            assertThat(notice.text()).contains(words).doesNotContain("10.1.2.3", "admin");
            assertThat(notice.since()).isEqualTo(TS);
        });
    }
}

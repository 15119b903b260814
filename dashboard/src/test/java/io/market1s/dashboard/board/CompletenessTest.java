package io.market1s.dashboard.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.market1s.dashboard.board.Completeness.Slot;
import io.market1s.dashboard.table.SlotCount;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** "Honest", an hour long: the share of complete rows is that of the last hour's rows, corrections included. */
class CompletenessTest {
    private static final Instant NOW = Instant.parse("2026-02-16T22:25:07Z");
    private static final int SLOTS_OF_AN_HOUR = 360;

    private final Completeness completeness = new Completeness();

    @Test
    void knowsNothingOfASymbolThatHasNoRows() {
        assertThat(completeness.share("KRW-BTC")).isNull();
    }

    @Test
    void aSlotBeginsAfterItsFirstInstantAndHoldsItsLast() {
        Slot slot = completeness.newest(Instant.parse("2026-02-16T22:25:10Z")).get(0);

        assertThat(slot.from()).isEqualTo(Instant.parse("2026-02-16T22:25:00Z"));
        assertThat(slot.to()).isEqualTo(Instant.parse("2026-02-16T22:25:10Z"));
    }

    @Test
    void addsUpTheSlotsOfTheHour() {
        List<Slot> newest = completeness.newest(NOW);
        completeness.put(newest.get(0), List.of(new SlotCount("KRW-BTC", 7, 7)));
        completeness.put(newest.get(1), List.of(new SlotCount("KRW-BTC", 10, 0), new SlotCount("KRW-ETH", 10, 10)));

        assertThat(completeness.share("KRW-BTC")).isCloseTo(7 / 17.0, within(1e-12));
        assertThat(completeness.share("KRW-ETH")).isEqualTo(1.0);
    }

    @Test
    void aSlotThatIsReadAgainReplacesWhatItWas() {
        Slot slot = completeness.newest(NOW).get(0);
        completeness.put(slot, List.of(new SlotCount("KRW-BTC", 5, 0), new SlotCount("KRW-ETH", 5, 5)));
        completeness.put(slot, List.of(new SlotCount("KRW-BTC", 10, 10)));

        assertThat(completeness.share("KRW-BTC")).isEqualTo(1.0);
        assertThat(completeness.share("KRW-ETH")).isNull();
    }

    @Test
    void whatIsOlderThanAnHourDoesNotCount() {
        completeness.put(completeness.newest(NOW).get(0), List.of(new SlotCount("KRW-BTC", 10, 0)));
        Instant later = NOW.plus(Duration.ofHours(1));
        completeness.put(completeness.newest(later).get(0), List.of(new SlotCount("KRW-BTC", 7, 7)));

        assertThat(completeness.share("KRW-BTC")).isEqualTo(1.0);
    }

    @Test
    void everySlotOfTheHourHasItsTurnWhateverTimePassesMeanwhile() {
        Set<Slot> wanted = new HashSet<>();
        for (int age = 2; age < SLOTS_OF_AN_HOUR; age++) {
            wanted.add(new Slot(completeness.newest(NOW).get(0).number() - age));
        }
        List<Slot> read = new ArrayList<>();
        for (int turn = 0; !completeness.isRoundComplete(); turn++) {
            assertThat(turn).as("turns until every slot has been read").isLessThan(SLOTS_OF_AN_HOUR);
            read.add(completeness.next(NOW.plusMillis(turn * 20L)));
        }

        assertThat(read).doesNotHaveDuplicates();
        // The hour has moved on by one slot meanwhile.
        wanted.removeAll(read);
        assertThat(wanted).hasSizeLessThanOrEqualTo(1);
    }
}

package io.market1s.dashboard.live;

import io.market1s.dashboard.board.SymbolState;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong and what follows from it, in plain words.
 *
 * @param since when it began; null if that says nothing
 */
record Notice(Level level, String text, @Nullable Instant since) {
    /** How bad it is. */
    enum Level {
        INFO,
        WARNING,
        ERROR
    }

    // One incomplete row can have other reasons; the last before an outage is first taken for complete.
    private static final Duration OUTAGE = Duration.ofSeconds(2);

    /** The one thing that someone who looks at a symbol should know, if there is any. */
    static Optional<Notice> of(Publication publication, @Nullable String symbol) {
        if (!publication.isPolled()) {
            return Optional.empty();
        }
        if (publication.problem() != null) {
            return error(
                    publication.problem().what() + " This page goes on by itself as soon as it can.",
                    publication.problem().since());
        }
        Collection<SymbolState> all = publication.board().symbols().values();
        if (all.isEmpty()) {
            return info("No rows yet. The first ones come some seconds after ingest and resampler have started.");
        }
        return ofAll(all, publication.now()).or(() -> ofOne(publication, symbol));
    }

    private static Optional<Notice> ofAll(Collection<SymbolState> all, Instant now) {
        List<SymbolState> live = all.stream()
                .filter(state -> !state.isLate(now) && !state.isEnded(now))
                .toList();
        if (live.isEmpty()) {
            return error("No new rows of any symbol: resampler or sink has stopped.", greatest(all, SymbolState::ts));
        }
        if (live.stream().allMatch(Notice::isUncovered)) {
            return error(
                    "No exchange connection: rows go on, but nothing new is known and they are not complete.",
                    greatest(live, SymbolState::incompleteSince));
        }
        return Optional.empty();
    }

    private static Optional<Notice> ofOne(Publication publication, @Nullable String symbol) {
        if (symbol == null) {
            return Optional.empty();
        }
        SymbolState state = publication.board().find(symbol);
        if (state == null) {
            return Optional.of(new Notice(
                    Level.WARNING,
                    "There are no rows of " + symbol + ". Choose another symbol, or wait: should rows come, they show"
                            + " here.",
                    null));
        }
        if (state.isLate(publication.now()) || state.isEnded(publication.now())) {
            return Optional.of(new Notice(Level.WARNING, "No new rows of " + symbol + ".", state.ts()));
        }
        if (isUncovered(state)) {
            return Optional.of(new Notice(
                    Level.WARNING,
                    "No exchange connection covers " + symbol + ": its rows are not complete.",
                    state.incompleteSince()));
        }
        return Optional.empty();
    }

    private static boolean isUncovered(SymbolState state) {
        return state.incompleteSince() != null
                && Duration.between(state.incompleteSince(), state.ts()).compareTo(OUTAGE) >= 0;
    }

    private static @Nullable Instant greatest(
            Collection<SymbolState> states, Function<SymbolState, @Nullable Instant> time) {
        return states.stream()
                .map(time)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Optional<Notice> error(String text, @Nullable Instant since) {
        return Optional.of(new Notice(Level.ERROR, text, since));
    }

    private static Optional<Notice> info(String text) {
        return Optional.of(new Notice(Level.INFO, text, null));
    }
}

package io.market1s.resample.bar;

import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Trade;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One small thing that the resampler must remember over a restart. All facts together are its whole state; their order
 * does not matter. Each type says which of its components identify a fact: a later fact with the same identity
 * replaces the earlier one. A second is the epoch second of its end.
 */
public sealed interface Fact {
    /**
     * How far all symbols are. There is one such fact.
     *
     * @param closed all seconds up to and including this one are closed
     * @param floor all seconds before this one are forgotten
     */
    record Progress(long closed, long floor) implements Fact {}

    /** A fact about one symbol. */
    sealed interface OfSymbol extends Fact {
        /** The market's code. */
        String symbol();
    }

    /**
     * The trades that count in this second. Identity: symbol, second. One fact for all of them: they come and go together,
     * and while they come, the store's cache keeps but the last of these facts.
     */
    record Trades(String symbol, long second, List<Trade> trades) implements OfSymbol {
        /** Keeps no reference to the caller's list. */
        public Trades {
            trades = List.copyOf(trades);
        }
    }

    /** The greatest of the trades that came too late to count and took effect in this second. Identity: symbol, second. */
    record LateTrade(long second, Trade trade) implements OfSymbol {
        @Override
        public String symbol() {
            return trade.symbol();
        }
    }

    /** The last book that took effect in this second and the times of its books. Identity: symbol, second. */
    record Books(String symbol, long second, Quote quote, BookTimes times) implements OfSymbol {}

    /** A feed covered the seconds {@code [from, to]}. Identity: symbol, feed, from. */
    record Covered(String symbol, String feed, long from, long to) implements OfSymbol {}

    /**
     * What is left of the seconds that are forgotten. Identity: symbol.
     *
     * @param lastCovered the last covered of them, or {@link Coverage#NEVER}
     */
    record Past(
            String symbol, @Nullable Quote quote, @Nullable Trade trade, long lastCovered) implements OfSymbol {}

    /**
     * A closed second whose content may have changed since it was emitted. Identity: symbol, second.
     *
     * @param emitted what was emitted last; null if nothing was
     */
    record Pending(String symbol, long second, @Nullable BarContent emitted) implements OfSymbol {}

    /** How often an emitted bar was corrected; absent is 0. Identity: symbol, second. */
    record Revision(String symbol, long second, int revision) implements OfSymbol {}
}

package io.market1s.resample.bar;

import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Trade;
import org.jspecify.annotations.Nullable;

/**
 * One small thing that the resampler must remember over a restart. All facts together are its whole state; their order
 * does not matter. A later fact with the same {@link #identity()} replaces the earlier one. A second is the epoch second
 * of its end.
 */
public sealed interface Fact {
    /** What tells this fact from all others. */
    Identity identity();

    /** The types of facts. */
    enum Kind {
        /** {@link Progress}. */
        PROGRESS,
        /** {@link Second}. */
        SECOND,
        /** {@link Covered}. */
        COVERED,
        /** {@link Withdrawn}. */
        WITHDRAWN,
        /** {@link Filled}. */
        FILLED,
        /** {@link Past}. */
        PAST,
        /** {@link Pending}. */
        PENDING,
        /** {@link Revision}. */
        REVISION
    }

    /**
     * Which fact it is.
     *
     * @param symbol empty if the fact is not about one
     * @param feed empty if the fact is not about one
     * @param at the second that it is about or with which its range begins; 0 if there is none
     */
    record Identity(Kind kind, String symbol, String feed, long at) {
        static Identity of(Kind kind, String symbol, long at) {
            return new Identity(kind, symbol, "", at);
        }
    }

    /**
     * How far all symbols are. There is one such fact.
     *
     * @param closed all seconds up to and including this one are closed
     * @param floor all seconds before this one are forgotten
     */
    record Progress(long closed, long floor) implements Fact {
        private static final Identity ONLY = Identity.of(Kind.PROGRESS, "", 0);

        @Override
        public Identity identity() {
            return ONLY;
        }
    }

    /** A fact about one symbol. */
    sealed interface OfSymbol extends Fact {
        /** The market's code. */
        String symbol();
    }

    /** What took effect in this second: one fact, because it comes and goes together. */
    record Second(String symbol, long second, SecondEvents events) implements OfSymbol {
        @Override
        public Identity identity() {
            return Identity.of(Kind.SECOND, symbol, second);
        }
    }

    /** A feed covered the seconds {@code [from, to]}. */
    record Covered(String symbol, String feed, long from, long to) implements OfSymbol {
        @Override
        public Identity identity() {
            return new Identity(Kind.COVERED, symbol, feed, from);
        }
    }

    /** A feed did not see the seconds {@code [from, to]} whole, whatever it covered. */
    record Withdrawn(String symbol, String feed, long from, long to) implements OfSymbol {
        @Override
        public Identity identity() {
            return new Identity(Kind.WITHDRAWN, symbol, feed, from);
        }
    }

    /** All trades of the epoch milliseconds {@code [from, until)} were fetched. */
    record Filled(String symbol, long from, long until) implements OfSymbol {
        @Override
        public Identity identity() {
            return Identity.of(Kind.FILLED, symbol, from);
        }
    }

    /**
     * What is left of the seconds that are forgotten.
     *
     * @param lastCovered the last covered of them, or {@link Coverage#NEVER}
     */
    record Past(
            String symbol, @Nullable Quote quote, @Nullable Trade trade, long lastCovered) implements OfSymbol {
        @Override
        public Identity identity() {
            return Identity.of(Kind.PAST, symbol, 0);
        }
    }

    /**
     * A closed second whose content may have changed since it was emitted.
     *
     * @param emitted what was emitted last; null if nothing was
     */
    record Pending(String symbol, long second, @Nullable BarContent emitted) implements OfSymbol {
        @Override
        public Identity identity() {
            return Identity.of(Kind.PENDING, symbol, second);
        }
    }

    /** How often an emitted bar was corrected; absent is 0. */
    record Revision(String symbol, long second, int revision) implements OfSymbol {
        @Override
        public Identity identity() {
            return Identity.of(Kind.REVISION, symbol, second);
        }
    }
}

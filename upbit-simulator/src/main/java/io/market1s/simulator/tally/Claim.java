package io.market1s.simulator.tally;

import io.market1s.data.TradeSummary;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody who listened to the exchange says of one second.
 *
 * @param end the second's end
 * @param complete whether he says that he saw the whole second
 * @param tradesComplete whether he says that he counted at least all of its trades
 * @param trades the trades that he counted
 * @param book the time of the last book before {@code end} that he knows of; null if he knows none
 */
public record Claim(
        String symbol,
        Instant end,
        boolean complete,
        boolean tradesComplete,
        TradeSummary trades,
        @Nullable Instant book) {}

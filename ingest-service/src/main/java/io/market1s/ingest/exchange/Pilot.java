package io.market1s.ingest.exchange;

import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The busy market whose frames prove every connection alive. */
public final class Pilot {
    private Pilot() {}

    /**
     * The pilot, if the venue has it; else the busiest that it may be expected to have: a market of Bitcoin.
     *
     * @param wanted a market with an optional book suffix; null for none
     * @param markets that the venue lists; none if that is not known
     * @return null for none
     */
    public static @Nullable String among(Set<String> markets, @Nullable String wanted) {
        if (wanted == null || markets.isEmpty()) {
            return wanted;
        }
        String market = Subscription.market(wanted);
        if (markets.contains(market)) {
            return wanted;
        }
        return markets.stream()
                .min(Comparator.comparing((String code) -> !code.endsWith("-BTC"))
                        .thenComparing(Comparator.naturalOrder()))
                .map(code -> code + wanted.substring(market.length()))
                .orElse(null);
    }
}

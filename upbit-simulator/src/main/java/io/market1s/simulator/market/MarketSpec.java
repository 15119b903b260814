package io.market1s.simulator.market;

import io.market1s.data.Symbols;
import java.util.List;

/**
 * What one synthetic market is like. Rates are long-run means per second; prices and sizes are decimals as text, with at
 * most eight places after the point.
 *
 * @param symbol the market's code
 * @param price around which the price walks; a multiple of tick
 * @param tick least difference of two prices
 * @param volume mean volume of a trade
 * @param books books per second; up to 10 lie on a grid of 100 ms
 * @param trades trades per second
 * @param tickers tickers per second, not more than trades
 * @param levels levels of a side that are not padding, at most 30
 * @param silences whether the market falls silent for up to two minutes at times
 */
public record MarketSpec(
        String symbol,
        String price,
        String tick,
        String volume,
        double books,
        double trades,
        double tickers,
        int levels,
        boolean silences) {

    private static final int FULL = Ladder.UNITS;
    private static final List<MarketSpec> DEFAULTS = List.of(
            new MarketSpec("KRW-BTC", "116539000", "1000", "0.02", 9, 10, 5, FULL, false),
            new MarketSpec("KRW-ETH", "5059000", "1000", "0.3", 7, 6, 4, FULL, false),
            new MarketSpec("KRW-XRP", "3040", "1", "900", 8, 8, 4, FULL, false),
            new MarketSpec("KRW-SOL", "215400", "100", "4", 5, 3, 2, FULL, false),
            new MarketSpec("KRW-DOGE", "268", "0.1", "2500", 4, 2, 1.5, FULL, false),
            new MarketSpec("KRW-ADA", "1187", "1", "1200", 2, 0.7, 0.5, FULL, false),
            new MarketSpec("BTC-ETH", "0.03482", "0.00001", "0.05", 0.5, 0.1, 0.1, 9, false),
            new MarketSpec("USDT-BTC", "79276.41", "0.01", "0.0008", 0.4, 0.08, 0.08, 5, true));

    public MarketSpec {
        require(Symbols.isValid(symbol), symbol, "the code must look like KRW-BTC");
        require(Fixed8.of(tick) > 0 && Fixed8.of(price) > 0, symbol, "price and tick must be above 0");
        require(Fixed8.of(price) % Fixed8.of(tick) == 0, symbol, "the price must be a multiple of the tick");
        require(Fixed8.of(price) / Fixed8.of(tick) > 500, symbol, "the price must be above 500 ticks");
        require(Fixed8.of(volume) > 0, symbol, "the volume must be above 0");
        require(books >= 0 && trades >= 0 && tickers >= 0 && tickers <= trades, symbol, "rates must be 0 or above");
        require(levels >= 1 && levels <= FULL, symbol, "levels must be from 1 to " + FULL);
    }

    /** The eight markets that the exchange has unless told otherwise; rates are about the real ones. */
    public static List<MarketSpec> defaults() {
        return DEFAULTS;
    }

    /** The default market of that code or, for any other code, an ordinary one. */
    public static MarketSpec of(String symbol) {
        for (MarketSpec known : DEFAULTS) {
            if (known.symbol.equals(symbol)) {
                return known;
            }
        }
        long price = 1000L + Math.floorMod(symbol.hashCode(), 9000);
        return symbol.startsWith("KRW-")
                ? new MarketSpec(symbol, Long.toString(price), "1", "300", 3, 0.5, 0.4, FULL, false)
                : new MarketSpec(symbol, "0.0000" + price, "0.00000001", "50", 0.5, 0.1, 0.1, 8, false);
    }

    /** The same market, so many times as busy. */
    public MarketSpec times(double factor) {
        return new MarketSpec(
                symbol, price, tick, volume, books * factor, trades * factor, tickers * factor, levels, silences);
    }

    private static void require(boolean condition, String symbol, String message) {
        if (!condition) {
            throw new IllegalArgumentException(symbol + ": " + message);
        }
    }
}

package io.market1s.ingest.witness;

import io.market1s.data.MarketEvent;
import io.market1s.data.OrderBook;
import io.market1s.data.Ticker;
import io.market1s.data.Trade;
import io.market1s.data.upbit.Frame;
import io.market1s.ingest.witness.Testimony.LastTrade;
import io.market1s.ingest.witness.Testimony.Source;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether one feed brings all of its markets: each is witnessed by itself, because a connection that lives may have lost
 * one market, or one type of it. Not thread-safe.
 */
public final class FeedWitness {
    /** A market's stream has begun when its first frame comes; what happened just before need not be brought. */
    private static final Duration BEGINNING = Duration.ofSeconds(1);

    private final Set<String> codes;
    private final Asides asides;
    private final Map<String, MarketWitness> markets = new HashMap<>();
    private final Set<String> doubted = new HashSet<>();

    /**
     * Nothing was brought yet.
     *
     * @param codes that the feed is to bring
     */
    public FeedWitness(Collection<String> codes, Asides asides) {
        this.codes = Set.copyOf(codes);
        this.asides = asides;
    }

    /** The feed brought a frame; a ticker is a witness too. */
    public void frame(Frame.Market frame, Instant now) {
        MarketEvent event = frame.event();
        MarketWitness market = markets.get(event.symbol());
        if (market == null) {
            if (!codes.contains(event.symbol())) {
                return;
            }
            market = new MarketWitness(event.symbol(), now.plus(BEGINNING), asides);
            markets.put(event.symbol(), market);
        }
        if (event instanceof Trade trade) {
            market.trade(trade);
        } else if (event instanceof OrderBook book) {
            market.book(book.time());
        } else if (event instanceof Ticker ticker) {
            Testimony told = testimony(Source.TICKER, ticker, now);
            if (told != null) {
                market.hear(told);
            }
        }
    }

    /** What a ticker tells; null if nothing. */
    public static @Nullable Testimony testimony(Source source, Ticker ticker, Instant now) {
        Ticker.Last last = ticker.last();
        return last == null
                ? null
                : Testimony.ofTrades(
                        source,
                        ticker.symbol(),
                        now,
                        ticker.time(),
                        new LastTrade(last.time(), null, last.price(), last.volume()),
                        ticker.dayVolume());
    }

    /** What a key frame tells; null if nothing. */
    public static @Nullable Testimony testimony(MarketEvent keyFrame, Instant now) {
        if (keyFrame instanceof Trade trade) {
            LastTrade last = new LastTrade(trade.time(), trade.sequentialId(), trade.price(), trade.volume());
            return Testimony.ofTrades(Source.KEY_FRAME, trade.symbol(), now, trade.time(), last, null);
        }
        if (keyFrame instanceof OrderBook book) {
            return Testimony.ofBook(Source.KEY_FRAME, book.symbol(), now, book.time());
        }
        return keyFrame instanceof Ticker ticker ? testimony(Source.KEY_FRAME, ticker, now) : null;
    }

    /** A witness tells something; of markets that the feed has not brought yet nothing is heard. */
    public void hear(Testimony testimony) {
        MarketWitness market = markets.get(testimony.code());
        if (market != null) {
            market.hear(testimony);
        }
    }

    /** Compares what is due; to be called about once a second. Each doubt is returned once. */
    public List<Doubt> examine(Instant now) {
        List<Doubt> doubts = new ArrayList<>();
        markets.forEach((code, market) -> {
            Doubt doubt = market.examine(now);
            if (doubt != null && doubted.add(code)) {
                doubts.add(doubt);
            }
        });
        return doubts;
    }

    /** The witness of a market; null if the feed has not brought anything of it. */
    public @Nullable MarketWitness of(String code) {
        return markets.get(code);
    }

    /** The witnesses of the markets that are in no doubt. */
    public Map<String, MarketWitness> undoubted() {
        Map<String, MarketWitness> others = new HashMap<>(markets);
        others.keySet().removeAll(doubted);
        return others;
    }

    /** A doubt about a market was wrong. */
    public void acquit(String code) {
        MarketWitness market = markets.get(code);
        if (market != null && doubted.remove(code)) {
            market.acquit();
        }
    }

    /** The volume that is not accounted for now, by market; only markets that lack some. */
    public Map<String, BigDecimal> unaccounted() {
        Map<String, BigDecimal> missing = new HashMap<>();
        markets.forEach((code, market) -> {
            if (market.unaccounted().signum() > 0) {
                missing.put(code, market.unaccounted());
            }
        });
        return missing;
    }
}

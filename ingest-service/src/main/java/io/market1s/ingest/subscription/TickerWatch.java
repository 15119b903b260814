package io.market1s.ingest.subscription;

import io.market1s.data.Ticker;
import io.market1s.ingest.exchange.BlockedException;
import io.market1s.ingest.exchange.TickerList;
import io.market1s.ingest.time.IngestTimer;
import io.market1s.ingest.witness.FeedWitness;
import io.market1s.ingest.witness.Testimony;
import io.market1s.ingest.witness.Testimony.Source;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks REST from time to time for the newest trade of every market: one request for each quote currency. So a market is
 * witnessed of which nothing comes any more, not even a ticker. Its state belongs to the timer's thread.
 */
public final class TickerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(TickerWatch.class);

    private final TickerList list;
    private final Subscribers subscribers;
    private final IngestTimer timer;
    private final InstantSource clock;
    private boolean failing;

    /**
     * A watch that has not asked yet.
     *
     * @param clock the exchange's
     */
    public TickerWatch(TickerList list, Subscribers subscribers, IngestTimer timer, InstantSource clock) {
        this.list = list;
        this.subscribers = subscribers;
        this.timer = timer;
        this.clock = clock;
    }

    /** Asks; what is told is heard when it comes. */
    public void look() {
        Collection<String> quotes = new TreeSet<>();
        subscribers.codes().forEach(code -> quotes.add(code.substring(0, code.indexOf('-'))));
        for (String quote : quotes) {
            list.ask(
                    quote,
                    tickers -> timer.after(Duration.ZERO, () -> told(tickers)),
                    failure -> timer.after(Duration.ZERO, () -> failed(failure)));
        }
    }

    private void told(List<Ticker> tickers) {
        failing = false;
        Instant now = clock.instant();
        List<Testimony> testimonies = tickers.stream()
                .map(ticker -> FeedWitness.testimony(Source.REST, ticker, now))
                .filter(Objects::nonNull)
                .toList();
        subscribers.hear(testimonies);
    }

    private void failed(IOException failure) {
        if (!failing && !(failure instanceof BlockedException)) {
            failing = true;
            LOG.warn(
                    "cannot get the exchange's tickers over REST ({}): a market that falls silent is noticed later,"
                            + " by the key frames",
                    failure.toString());
        }
    }
}

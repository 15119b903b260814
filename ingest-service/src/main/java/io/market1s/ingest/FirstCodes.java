package io.market1s.ingest;

import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.exchange.MarketList;
import io.market1s.ingest.time.Backoff;
import io.market1s.settings.InvalidSettingsException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the markets to subscribe to at the start. Waits for an exchange that does not answer yet. */
final class FirstCodes {
    private static final Logger LOG = LoggerFactory.getLogger(FirstCodes.class);

    private final IngestSettings settings;
    private final Backoff backoff;

    FirstCodes(IngestSettings settings, Backoff backoff) {
        this.settings = settings;
        this.backoff = backoff;
    }

    /**
     * The codes to subscribe to. Codes that are written out are checked if the exchange answers; quote currencies need
     * its answer.
     *
     * @throws InvalidSettingsException if something is selected that the exchange does not have
     */
    List<String> codes(ExchangeClient exchange) throws InterruptedException {
        MarketList list = new MarketList(exchange);
        while (true) {
            try {
                return codes(list.fetch());
            } catch (IOException e) {
                if (settings.exchange().symbols().isExplicit()) {
                    LOG.warn(
                            "cannot get the exchange's list of markets ({}); the symbols are not checked",
                            e.toString());
                    return settings.exchange().symbols().codes();
                }
                Duration delay = backoff.next();
                LOG.warn(
                        "cannot get the exchange's list of markets ({}); trying again in {} ms",
                        e.toString(),
                        delay.toMillis());
                TimeUnit.MILLISECONDS.sleep(delay.toMillis());
            }
        }
    }

    private List<String> codes(Set<String> markets) {
        Set<String> unknown = settings.exchange().symbols().unknown(markets);
        if (!unknown.isEmpty()) {
            throw new InvalidSettingsException(
                    List.of("INGEST_SYMBOLS: the exchange has no " + String.join(", ", unknown) + " ("
                            + settings.exchange().restUrl() + "/v1/market/all lists " + markets.size() + " markets)"));
        }
        return settings.exchange().symbols().resolve(markets);
    }
}

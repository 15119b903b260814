package io.market1s.ingest;

import io.market1s.ingest.exchange.BlockedException;
import io.market1s.ingest.exchange.ExchangeClient;
import io.market1s.ingest.exchange.MarketList;
import io.market1s.ingest.exchange.Markets;
import io.market1s.ingest.exchange.Pilot;
import io.market1s.ingest.status.ShortList;
import io.market1s.ingest.time.Backoff;
import io.market1s.settings.InvalidSettingsException;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
     * What to begin with.
     *
     * @param codes the markets to subscribe to
     * @param pilot a market that proves connections alive; null for none
     * @param unusable selected markets whose codes cannot be followed
     */
    record Found(List<String> codes, @Nullable String pilot, Set<String> unusable) {}

    /**
     * The codes to subscribe to. Codes that are written out are checked if the exchange answers; quote currencies need
     * its answer.
     *
     * @throws InvalidSettingsException if something is selected that the exchange does not have
     */
    Found find(ExchangeClient exchange) throws InterruptedException {
        MarketList list = new MarketList(exchange);
        while (true) {
            try {
                return among(list.fetch());
            } catch (BlockedException e) {
                LOG.warn("cannot get the exchange's list of markets: {}", e.getMessage());
                if (settings.exchange().symbols().isExplicit()) {
                    return unchecked();
                }
                TimeUnit.MILLISECONDS.sleep(e.left().toMillis() + 1);
            } catch (IOException e) {
                if (settings.exchange().symbols().isExplicit()) {
                    LOG.warn("cannot get the exchange's list of markets ({}); the symbols go unchecked", e.toString());
                    return unchecked();
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

    private Found unchecked() {
        return new Found(
                settings.exchange().symbols().codes(), settings.connections().pilot(), Set.of());
    }

    private Found among(Markets listed) {
        Set<String> markets = listed.codes();
        Set<String> unknown = settings.exchange().symbols().unknown(markets);
        if (!unknown.isEmpty()) {
            throw new InvalidSettingsException(
                    List.of("INGEST_SYMBOLS: the exchange has no " + String.join(", ", unknown) + " ("
                            + settings.exchange().restUrl() + "/v1/market/all lists " + markets.size() + " markets)"));
        }
        Set<String> unusable = listed.unusableOf(settings.exchange().symbols());
        if (!unusable.isEmpty()) {
            LOG.warn(
                    "{} selected markets have codes that cannot be followed; there will be no rows of them: {}",
                    unusable.size(),
                    ShortList.of(unusable));
        }
        String pilot = Pilot.among(markets, settings.connections().pilot());
        if (!Objects.equals(pilot, settings.connections().pilot())) {
            LOG.warn(
                    "the exchange has no market {}: the pilot is {}",
                    settings.connections().pilot(),
                    pilot);
        }
        return new Found(settings.exchange().symbols().resolve(markets), pilot, unusable);
    }
}

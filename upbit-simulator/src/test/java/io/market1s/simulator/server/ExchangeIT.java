package io.market1s.simulator.server;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.market1s.simulator.fault.FaultyConnection;
import io.market1s.simulator.fault.Garbage;
import io.market1s.simulator.market.MarketSpec;
import io.market1s.simulator.market.SyntheticSource;
import io.market1s.simulator.tally.Ledger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeIT {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @Test
    void whatHappensToAConnectionThatWasDroppedAMomentAgoDisturbsNobody() throws Exception {
        Ledger ledger = new Ledger();
        InstantSource clock = InstantSource.system();
        SyntheticSource source =
                new SyntheticSource(List.of(MarketSpec.of("KRW-BTC")), 1, clock.instant(), ledger.tally()::trade);
        try (Exchange exchange = Exchange.start("127.0.0.1", 0, ProtocolSettings.upbit(), source, ledger, clock, 1)) {
            HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(
                            URI.create("ws://127.0.0.1:" + exchange.port() + "/websocket/v1"),
                            new WebSocket.Listener() {})
                    .join();
            await().atMost(PATIENCE).until(() -> exchange.connections().size() == 1);
            FaultyConnection dropped =
                    exchange.controls().connections().iterator().next();

            // In one go, as the frames of one moment are sent: the WebSocket has not heard of the end yet.
            assertThatCode(() -> exchange.controls().run(() -> {
                        dropped.drop();
                        dropped.send(Garbage.EMPTY);
                        dropped.drop();
                    }))
                    .doesNotThrowAnyException();
            await().atMost(PATIENCE).until(() -> exchange.connections().isEmpty());
        }
    }
}

package io.market1s.ingest.exchange;

import io.market1s.ingest.IngestSettings;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import okhttp3.OkHttpClient;

/** A client of the exchange as the ingest makes it, with some of OkHttp's parts replaced. */
public final class CustomClient {
    private CustomClient() {}

    public static ExchangeClient of(
            IngestSettings settings, InstantSource clock, UnaryOperator<OkHttpClient.Builder> custom) {
        OkHttpClient.Builder http =
                ExchangeClient.okHttp(settings.connections().pingInterval()).newBuilder();
        return new ExchangeClient(
                custom.apply(http).build(),
                settings.exchange().webSocketUrl(),
                settings.exchange().restUrl(),
                clock,
                System::nanoTime);
    }
}

package io.market1s.ingest;

import io.market1s.operations.Operations;
import io.market1s.operations.ServiceMain;
import java.time.InstantSource;
import java.util.Map;

/**
 * The ingest as a process. Settings come from the environment. Exit status: 143 after SIGTERM (130 after
 * Ctrl-C), everything received being written; 1 if it cannot go on; 2 for wrong settings.
 */
public final class IngestMain {
    private static final String HELP = """
        Brings Upbit's market data to Kafka. Configured by environment variables:

          INGEST_SYMBOLS                 markets, separated by commas: codes (KRW-BTC), quote currencies (KRW), ALL
          INGEST_WS_URL                  WebSocket of the exchange (wss://api.upbit.com/websocket/v1)
          INGEST_REST_URL                REST of the exchange (https://api.upbit.com)
          INGEST_REPLICA                 name of this replica, unique (ingest-0)
          INGEST_PILOT                   busy market that proves a connection alive, empty for none (KRW-BTC.1)
          INGEST_HORIZON                 an event received later than this changes no past second (10m)
          INGEST_SYMBOLS_PER_CONNECTION  markets on one WebSocket (300)
          INGEST_PING_INTERVAL           between pings; three without any arrival and a connection is dead (10s)
          INGEST_RECONNECT_MIN           shortest wait before a reconnect (500ms)
          INGEST_RECONNECT_MAX           longest wait before a reconnect (30s)
          INGEST_FIRST_FRAMES            a market silent for so long after subscribing is reported (10s)
          INGEST_STATUS_INTERVAL         between status lines (10s)
          INGEST_KEY_FRAMES              between snapshots of all markets for the raw log, off for none (5m)
          INGEST_MARKET_LIST             between looks for new and delisted markets, off for none after the start (5m)
          INGEST_BACKFILL                missed trades that are older are not fetched, off for no back-fill (the horizon)
          INGEST_WITNESS                 between requests for all tickers over REST, to notice a market that falls
                                         silent, off for none (1m)
          INGEST_BUFFER_MIB              memory for frames that wait for Kafka's producer (32)
          INGEST_PARTITIONS              partitions of topics that are created; never changes (4)
          INGEST_REPLICATION             copies of topics that are created, -1 for the broker's default (-1)
          INGEST_RAW_RETENTION           how long raw topics that are created keep records (7d)
          INGEST_HTTP_ADDRESS            where /metrics, /livez and /readyz are served, off for nowhere (127.0.0.1:9101)
          LOG_FORMAT                     text, or json for one object a line (text)
          KAFKA_BOOTSTRAP_SERVERS        Kafka (localhost:9092)
          KAFKA_...                      any other setting of Kafka's clients, KAFKA_BUFFER_MEMORY for buffer.memory
        """;

    private IngestMain() {}

    /** Runs an ingest until the process is asked to stop. */
    public static void main(String[] args) {
        System.setProperty(
                "logback.configurationFile",
                System.getProperty("logback.configurationFile", "io/market1s/ingest/logback.xml"));
        System.exit(run(args, System.getenv()));
    }

    static int run(String[] args, Map<String, String> environment) {
        return ServiceMain.run("ingest", HELP, args, () -> {
            IngestSettings settings = IngestSettings.from(environment);
            try (Operations operations = Operations.start(settings.http());
                    IngestService service = IngestService.start(settings, operations, InstantSource.system())) {
                Runtime.getRuntime().addShutdownHook(new Thread(service::close, "ingest-shutdown"));
                service.join();
            }
        });
    }
}

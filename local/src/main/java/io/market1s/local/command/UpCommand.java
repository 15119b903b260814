package io.market1s.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.local.console.StopSignal;
import io.market1s.local.folder.Ports;
import io.market1s.local.run.LiveExchange;
import io.market1s.local.run.RunExchange;
import io.market1s.operations.BoundedHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code market-1s up}: the pipeline against the live exchange. */
@Command(name = "up", description = "Runs the whole pipeline as demo does, against the live exchange.")
public final class UpCommand extends RunCommand {
    private static final Logger LOG = LoggerFactory.getLogger(UpCommand.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_BYTES = 4 << 20;

    @Option(
            names = "--websocket",
            paramLabel = "URI",
            defaultValue = "wss://api.upbit.com/websocket/v1",
            description = "The exchange's WebSocket (${DEFAULT-VALUE}).")
    private URI webSocket = URI.create("wss://api.upbit.com/websocket/v1");

    @Option(
            names = "--rest",
            paramLabel = "URI",
            defaultValue = "https://api.upbit.com",
            description = "The exchange's REST interface (${DEFAULT-VALUE}).")
    private URI rest = URI.create("https://api.upbit.com");

    public UpCommand(StopSignal stop, InstantSource clock) {
        super(stop, clock);
    }

    @Override
    LocalRun.ExchangeSource source(RunOptions options) throws InterruptedException {
        LiveExchange exchange = new LiveExchange(webSocket, rest, symbols(options));
        return new LocalRun.ExchangeSource() {
            @Override
            public RunExchange open(Ports ports) {
                return exchange;
            }

            @Override
            public boolean listens() {
                return false;
            }
        };
    }

    private List<String> symbols(RunOptions options) throws InterruptedException {
        try {
            List<String> served = served();
            return options.symbols.isEmpty()
                    ? DemoCommand.symbols().stream().filter(served::contains).toList()
                    : options.symbolsOf(served);
        } catch (IOException e) {
            LOG.warn(
                    "cannot ask {} for its markets ({}); starting anyway; the ingest keeps asking", rest, e.toString());
            return options.symbolsOf(options.symbols.isEmpty() ? DemoCommand.symbols() : options.symbols);
        }
    }

    private List<String> served() throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(rest.resolve("/v1/market/all")).build();
        HttpResponse<byte[]> answer = new BoundedHttp(PATIENCE, MOST_BYTES).ask(request);
        if (answer.statusCode() != 200) {
            throw new IOException("status " + answer.statusCode());
        }
        JsonNode markets = new ObjectMapper().readTree(answer.body());
        return StreamSupport.stream(markets.spliterator(), false)
                .map(market -> market.path("market").asText())
                .toList();
    }
}

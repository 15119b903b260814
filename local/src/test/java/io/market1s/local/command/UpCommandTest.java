package io.market1s.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.market1s.command.Commands;
import io.market1s.local.console.StopSignal;
import io.market1s.local.folder.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class UpCommandTest {
    @Test
    @Timeout(30)
    void startsThoughTheListOfMarketsBeginsAndNeverEnds() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/market/all", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("[{\"market\":\"KRW-BTC\"},".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            waitFor(over);
            exchange.close();
        });
        server.start();
        try {
            assertThat(symbolsOf(server)).isEqualTo(DemoCommand.symbols());
        } finally {
            over.countDown();
            server.stop(0);
        }
    }

    private static List<String> symbolsOf(HttpServer server) throws Exception {
        UpCommand up = new UpCommand(new StopSignal(), InstantSource.system());
        String rest = "http://127.0.0.1:" + server.getAddress().getPort();
        Commands.line(up).parseArgs("--rest", rest);
        return up.source(new RunOptions()).open(Ports.offsetBy(0)).symbols();
    }

    private static void waitFor(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

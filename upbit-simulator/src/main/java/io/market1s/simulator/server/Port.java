package io.market1s.simulator.server;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address that is listened on: opened, closed and opened again with the same number. On the event loop only. */
final class Port {
    private static final Logger log = LoggerFactory.getLogger(Port.class);
    private static final int MOST_FRAME_BYTES = 16 << 20;
    private static final long RETRY_MILLIS = 100;

    private final Vertx vertx;
    private final String host;
    private final Handler<HttpServerRequest> requests;
    private volatile int number;
    private @Nullable HttpServer server;
    private boolean wantedOpen;

    Port(Vertx vertx, String host, int number, Handler<HttpServerRequest> requests) {
        this.vertx = vertx;
        this.host = host;
        this.number = number;
        this.requests = requests;
    }

    int number() {
        return number;
    }

    Future<Void> open() {
        wantedOpen = true;
        HttpServer opening = vertx.createHttpServer(new HttpServerOptions()
                        .setMaxWebSocketFrameSize(MOST_FRAME_BYTES)
                        .setMaxWebSocketMessageSize(MOST_FRAME_BYTES)
                        .setPerFrameWebSocketCompressionSupported(false)
                        .setPerMessageWebSocketCompressionSupported(true)
                        .setTcpNoDelay(true))
                .requestHandler(requests);
        server = opening;
        return opening.listen(number, host).map(listening -> {
            number = listening.actualPort();
            return null;
        });
    }

    void close() {
        wantedOpen = false;
        HttpServer closing = server;
        server = null;
        if (closing != null) {
            closing.close().onFailure(problem -> log.warn("port {} did not close cleanly", number, problem));
        }
    }

    /** Opens it again unless it is open; tries until it succeeds or is told to close. */
    void reopen() {
        if (server != null) {
            return;
        }
        open().onFailure(problem -> {
            log.debug("port {} cannot be opened yet: {}", number, problem.toString());
            server = null;
            vertx.setTimer(RETRY_MILLIS, timer -> {
                if (wantedOpen) {
                    reopen();
                }
            });
        });
    }
}

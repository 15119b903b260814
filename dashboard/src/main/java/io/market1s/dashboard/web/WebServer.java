package io.market1s.dashboard.web;

import io.market1s.dashboard.live.Publication;
import io.market1s.dashboard.live.Viewers;
import io.market1s.data.Symbols;
import io.market1s.operations.Answer;
import io.market1s.settings.HttpAddress;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The page and its events over HTTP, on one event loop of its own; nothing here waits for the database. Thread-safe.
 */
public final class WebServer implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 10;
    // Only what this server serves: no code, style or connection from elsewhere, and nobody else's frame.
    private static final String CONTENT_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final Vertx vertx;
    private final Context loop;
    private final Viewers viewers;
    private final Function<String, Optional<Answer>> operations;
    private final Assets assets = Assets.load();
    private final int port;

    private WebServer(HttpAddress address, int mostViewers, Function<String, Optional<Answer>> operations)
            throws IOException {
        this.viewers = new Viewers(mostViewers);
        this.operations = operations;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        this.loop = vertx.getOrCreateContext();
        try {
            HttpServer server = vertx.createHttpServer(new HttpServerOptions().setTcpKeepAlive(true))
                    .requestHandler(this::handle);
            this.port = await(server.listen(SocketAddress.inetSocketAddress(address.toSocketAddress())))
                    .actualPort();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts to serve and returns when it does.
     *
     * @param operations what there is to say at the paths of those who run the service
     * @throws IOException if the address cannot be listened on
     */
    public static WebServer start(HttpAddress address, int mostViewers, Function<String, Optional<Answer>> operations)
            throws IOException {
        return new WebServer(address, mostViewers, operations);
    }

    /** The port that it has. */
    public int port() {
        return port;
    }

    /** The symbols that somebody looks at. */
    public Set<String> watched() {
        return viewers.watched();
    }

    /** How many have the page open. */
    public int viewers() {
        return viewers.count();
    }

    /** Tells all viewers. */
    public void publish(Publication publication) {
        loop.runOnContext(ignored -> viewers.publish(publication));
    }

    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (IOException e) {
            throw new IllegalStateException("the web server did not stop", e);
        }
    }

    private void handle(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Security-Policy", CONTENT_POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            refuse(response.putHeader("Allow", "GET, HEAD"), 405, "This page can only be read.");
            return;
        }
        String path = Objects.requireNonNullElse(request.path(), "");
        String name = path.replaceFirst("^/", "");
        Optional<Answer> answer = operations.apply(path);
        if (path.equals("/events")) {
            events(request);
        } else if (path.startsWith("/assets/")) {
            send(request, assets.find(path.substring("/assets/".length())));
        } else if (path.equals("/") || Symbols.isValid(name)) {
            send(request, assets.find("page.html"));
        } else if (Symbols.isValid(name.toUpperCase(Locale.ROOT))) {
            response.setStatusCode(302)
                    .putHeader("Location", path.toUpperCase(Locale.ROOT))
                    .end();
        } else if (answer.isPresent()) {
            response.setStatusCode(answer.get().status())
                    .putHeader("Content-Type", answer.get().type())
                    .putHeader("Cache-Control", "no-store")
                    .end(answer.get().body());
        } else {
            refuse(response, 404, "There is no such page. A symbol's page is /KRW-BTC, for example.");
        }
    }

    private void events(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        String symbol = symbol(request);
        if (symbol != null && !Symbols.isValid(symbol)) {
            refuse(response, 400, "A symbol looks like KRW-BTC.");
        } else if (viewers.isFull()) {
            refuse(response.putHeader("Retry-After", "10"), 503, "Too many people look at this page just now.");
        } else {
            response.setChunked(true)
                    .putHeader("Content-Type", "text/event-stream")
                    .putHeader("Cache-Control", "no-store")
                    // This tells a proxy to pass every event on at once.
                    .putHeader("X-Accel-Buffering", "no");
            if (request.method().equals(HttpMethod.HEAD)) {
                response.end();
            } else {
                viewers.add(response, symbol);
            }
        }
    }

    /** The requested path; an invalid one if the request has no valid address. */
    private static @Nullable String symbol(HttpServerRequest request) {
        try {
            return request.getParam("symbol");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void send(HttpServerRequest request, Assets.@Nullable Asset asset) {
        HttpServerResponse response = request.response();
        if (asset == null) {
            refuse(response, 404, "There is no such file.");
            return;
        }
        response.putHeader("ETag", asset.tag())
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Vary", "Accept-Encoding");
        if (asset.tag().equals(request.getHeader("If-None-Match"))) {
            response.setStatusCode(304).end();
            return;
        }
        String encodings = request.getHeader("Accept-Encoding");
        boolean gzip = encodings != null && encodings.contains("gzip");
        Buffer body = gzip ? asset.gzipped() : asset.plain();
        response.putHeader("Content-Type", asset.type()).putHeader("Content-Length", Integer.toString(body.length()));
        if (gzip) {
            response.putHeader("Content-Encoding", "gzip");
        }
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(body);
        }
    }

    private static void refuse(HttpServerResponse response, int status, String why) {
        response.setStatusCode(status)
                .putHeader("Content-Type", "text/plain; charset=utf-8")
                .end(why + "\n");
    }

    private static <T> T await(Future<T> future) throws IOException {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

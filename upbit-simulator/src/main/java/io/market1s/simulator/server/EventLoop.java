package io.market1s.simulator.server;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** One Vert.x with one thread of its own, and waiting for it from others. Thread-safe. */
final class EventLoop {
    private static final int PATIENCE_SECONDS = 20;

    private final Vertx vertx = create();
    private final Context context = vertx.getOrCreateContext();

    private static Vertx create() {
        // Nothing is served from files: Vert.x need not unpack any to the temporary folder.
        FileSystemOptions noFiles =
                new FileSystemOptions().setClassPathResolvingEnabled(false).setFileCachingEnabled(false);
        return Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(2)
                .setUseDaemonThread(true)
                .setFileSystemOptions(noFiles));
    }

    Vertx vertx() {
        return vertx;
    }

    /** Runs something on the loop and returns when it is done; at once if this is the loop. */
    void run(Runnable action) {
        try {
            await(() -> {
                action.run();
                return Future.succeededFuture();
            });
        } catch (IOException e) {
            throw new IllegalStateException("the exchange did not do as told: " + e.getMessage(), e);
        }
    }

    /** Runs something on the loop after a while. */
    void later(Duration delay, Runnable action) {
        context.runOnContext(now -> vertx.setTimer(Math.max(1, delay.toMillis()), timer -> action.run()));
    }

    /** Begins something on the loop and returns when it has ended. */
    void await(Supplier<Future<Void>> action) throws IOException {
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (isCurrent()) {
            complete(action, done);
        } else {
            context.runOnContext(now -> complete(action, done));
        }
        await(done);
    }

    /** Ends the thread and everything on it. */
    void close() throws IOException {
        await(vertx.close().toCompletionStage().toCompletableFuture());
    }

    private boolean isCurrent() {
        Context current = Vertx.currentContext();
        return current != null && current.owner() == vertx && Context.isOnEventLoopThread();
    }

    private static void complete(Supplier<Future<Void>> action, CompletableFuture<Void> done) {
        try {
            action.get().onComplete(result -> {
                if (result.succeeded()) {
                    done.complete(null);
                } else {
                    done.completeExceptionally(result.cause());
                }
            });
        } catch (RuntimeException e) {
            done.completeExceptionally(e);
        }
    }

    private static void await(CompletableFuture<?> future) throws IOException {
        try {
            future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(cause.getMessage(), cause);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}

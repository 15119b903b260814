package io.market1s.operations;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A client of HTTP that neither waits nor reads without end: the time limit is for the whole answer, its body included.
 * Thread-safe.
 */
public final class BoundedHttp {
    private final Duration patience;
    private final int mostBytes;
    private final HttpClient client;

    /**
     * A client.
     *
     * @param patience from the call until the last byte of the answer
     * @param mostBytes of a body
     */
    public BoundedHttp(Duration patience, int mostBytes) {
        this.patience = patience;
        this.mostBytes = mostBytes;
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    /**
     * Asks and waits for the whole answer, of whatever status.
     *
     * @throws IOException if there was none in time, or its body was too long
     */
    public HttpResponse<byte[]> ask(HttpRequest request) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> answer = client.sendAsync(request, head -> new Bounded(mostBytes));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new InterruptedIOException("no whole answer within " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } finally {
            answer.cancel(true);
        }
    }

    /** Takes a body up to a length. */
    private static final class Bounded implements BodySubscriber<byte[]> {
        private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
        private final int most;
        private long taken;
        private Flow.@Nullable Subscription subscription;

        Bounded(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body.getBody();
        }

        @Override
        public void onSubscribe(Flow.Subscription begun) {
            subscription = begun;
            body.onSubscribe(begun);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            taken += parts.stream().mapToLong(ByteBuffer::remaining).sum();
            if (taken <= most) {
                body.onNext(parts);
            } else if (subscription != null) {
                subscription.cancel();
                body.onError(new IOException("the answer is longer than " + most + " bytes"));
            }
        }

        @Override
        public void onError(Throwable problem) {
            body.onError(problem);
        }

        @Override
        public void onComplete() {
            body.onComplete();
        }
    }
}

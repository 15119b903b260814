package io.market1s.ingest.exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import okhttp3.HttpUrl;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Keeps everything that this process asks of the exchange within its limits: nothing while a {@link Block} lasts, and
 * REST at its pace. Every request passes here, upgrades to a WebSocket too. Thread-safe.
 */
final class Limits implements Interceptor {
    private static final long MOST_OF_A_BODY = 4_096;

    private final Block block;
    private final GroupPace pace;

    Limits(Block block, LongSupplier nanoTime) {
        this.block = block;
        this.pace = new GroupPace(nanoTime);
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Request request = chain.request();
        boolean rest = request.header("Upgrade") == null;
        String group = group(request.url());
        if (rest) {
            pause(pace.take(group));
        }
        Duration left = block.left();
        if (!left.isZero()) {
            throw new BlockedException(left);
        }
        Response response = chain.proceed(request);
        if (rest) {
            pace.answered(group, response.header("Remaining-Req"));
        }
        if (!Block.isBegunBy(response.code())) {
            block.answered();
            return response;
        }
        try (response) {
            refused(response);
        }
        throw new BlockedException(block.left());
    }

    private void refused(Response response) {
        String body;
        try {
            body = response.peekBody(MOST_OF_A_BODY).string();
        } catch (IOException e) {
            body = "";
        }
        Date date = response.headers().getDate("Date");
        Instant now = date == null ? Instant.ofEpochMilli(response.receivedResponseAtMillis()) : date.toInstant();
        block.refused(response.code(), BlockTime.of(response.header("Retry-After"), body, now));
    }

    /** The exchange counts by what is asked for: {@code /v1/trades/…}, {@code /v1/ticker…}. */
    private static String group(HttpUrl url) {
        List<String> path = url.pathSegments();
        return path.size() > 1 ? path.get(1) : "";
    }

    private static void pause(Duration duration) throws IOException {
        try {
            TimeUnit.NANOSECONDS.sleep(duration.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}

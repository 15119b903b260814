package io.market1s.ingest.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/** Reads what the exchange's REST interface answers: not more than a bound, and as what was asked for. */
final class RestAnswer {
    /** Binds JSON to records: whole, with exact decimals; names that a record does not have are skipped. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final long MAX_BYTES = 4L << 20;

    private RestAnswer() {}

    /**
     * The whole body.
     *
     * @throws IOException if the exchange refuses, or the body is not whole, or too large
     */
    static byte[] body(Response answer) throws IOException {
        if (!answer.isSuccessful()) {
            throw new IOException(path(answer) + " answered with status " + answer.code());
        }
        BufferedSource source = answer.body().source();
        Buffer body = new Buffer();
        while (source.read(body, MAX_BYTES) >= 0) {
            if (body.size() > MAX_BYTES) {
                throw new IOException(path(answer) + " answered with more than " + MAX_BYTES + " bytes");
            }
        }
        return body.readByteArray();
    }

    /**
     * The body as a list.
     *
     * @throws IOException as {@link #body}, also if the body is no such JSON
     */
    static <T> List<@Nullable T> list(Response answer, Class<T> element) throws IOException {
        byte[] body = body(answer);
        try {
            @Nullable List<@Nullable T> list = JSON.readerForListOf(element).readValue(body);
            if (list == null) {
                throw new IOException(path(answer) + " did not answer with a list");
            }
            return list;
        } catch (JsonProcessingException e) {
            throw new IOException(path(answer) + " did not answer as expected: " + e.getOriginalMessage(), e);
        }
    }

    private static String path(Response answer) {
        return answer.request().url().newBuilder().query(null).toString();
    }
}

package io.market1s.ingest.exchange;

import java.io.IOException;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;

/** Reads the body of an answer that nobody vouches for. */
final class BoundedBody {
    private static final long MOST = 8L << 20;

    private BoundedBody() {}

    /**
     * The body's bytes.
     *
     * @throws IOException if they do not come, within the time that the call has, or are too many
     */
    static byte[] read(Response response) throws IOException {
        BufferedSource source = response.body().source();
        Buffer body = new Buffer();
        while (source.read(body, MOST) >= 0) {
            if (body.size() > MOST) {
                throw new IOException(response.request().url() + " answered with more than " + MOST + " bytes");
            }
        }
        return body.readByteArray();
    }
}

package io.market1s.ingest.exchange;

import java.io.IOException;
import java.net.ProtocolException;
import okhttp3.Interceptor;
import okhttp3.Response;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Sink;
import okio.Socket;
import okio.Source;

/**
 * Fails a WebSocket whose next message would be larger than a bound, before it is in memory: OkHttp itself gathers a
 * message whole, whatever its size. It offers no compression, because compressed bytes do not tell the size of a message.
 */
final class BoundedMessages implements Interceptor {
    private final long maxBytes;

    /** A message was larger than the bound. */
    static final class TooLargeException extends ProtocolException {
        private static final long serialVersionUID = 1;

        TooLargeException(long maxBytes) {
            super("message of more than " + maxBytes + " bytes");
        }
    }

    BoundedMessages(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    @Override
    public Response intercept(Chain chain) throws IOException {
        Response response = chain.proceed(chain.request()
                .newBuilder()
                .removeHeader("Sec-WebSocket-Extensions")
                .build());
        Socket socket = response.socket();
        if (socket == null) {
            return response;
        }
        Source source = new BoundedSource(socket.getSource(), maxBytes);
        return response.newBuilder().socket(new SocketOver(socket, source)).build();
    }

    private record SocketOver(Socket socket, Source source) implements Socket {
        @Override
        public Source getSource() {
            return source;
        }

        @Override
        public Sink getSink() {
            return socket.getSink();
        }

        @Override
        public void cancel() {
            socket.cancel();
        }
    }

    /** Follows the frames (RFC 6455, section 5.2) that pass through. */
    private static final class BoundedSource extends ForwardingSource {
        private static final int FIN = 0x80;
        private static final int CONTROL = 0x08;
        private static final int MASKED = 0x80;

        private final long maxBytes;
        private final Buffer header = new Buffer();
        private long payloadLeft;
        private long messageBytes;

        BoundedSource(Source source, long maxBytes) {
            super(source);
            this.maxBytes = maxBytes;
        }

        @Override
        public long read(Buffer sink, long byteCount) throws IOException {
            Buffer read = new Buffer();
            long count = super.read(read, byteCount);
            long at = 0;
            while (at < count) {
                if (payloadLeft > 0) {
                    long skipped = Math.min(payloadLeft, count - at);
                    payloadLeft -= skipped;
                    at += skipped;
                } else {
                    header.writeByte(read.getByte(at++));
                    readHeader();
                }
            }
            if (count > 0) {
                sink.write(read, count);
            }
            return count;
        }

        private void readHeader() throws IOException {
            if (header.size() < 2) {
                return;
            }
            int first = header.getByte(0);
            int second = header.getByte(1);
            int shortLength = second & 0x7f;
            int lengthBytes = shortLength < 126 ? 0 : shortLength == 126 ? 2 : 8;
            if (header.size() < 2 + lengthBytes + ((second & MASKED) == 0 ? 0 : 4)) {
                return;
            }
            header.skip(2);
            payloadLeft =
                    lengthBytes == 0 ? shortLength : lengthBytes == 2 ? header.readShort() & 0xffff : header.readLong();
            header.clear();
            if ((first & CONTROL) == 0) {
                checkMessage((first & FIN) != 0);
            }
        }

        private void checkMessage(boolean last) throws ProtocolException {
            messageBytes += payloadLeft;
            if (payloadLeft < 0 || messageBytes > maxBytes) {
                throw new TooLargeException(maxBytes);
            }
            if (last) {
                messageBytes = 0;
            }
        }
    }
}

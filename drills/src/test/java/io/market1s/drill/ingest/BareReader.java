package io.market1s.drill.ingest;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.ByteString;

/** A process that subscribes and only reads, to measure an ingest by. Prints what it has read when it is stopped. */
final class BareReader {
    private BareReader() {}

    /** Reads from READER_URL what READER_REQUEST asks for. */
    public static void main(String[] args) throws InterruptedException {
        AtomicLong frames = new AtomicLong();
        AtomicLong bytes = new AtomicLong();
        OkHttpClient client = new OkHttpClient();
        client.newWebSocket(
                new Request.Builder().url(System.getenv("READER_URL")).build(), new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket socket, Response response) {
                        socket.send(System.getenv("READER_REQUEST"));
                    }

                    @Override
                    public void onMessage(WebSocket socket, ByteString frame) {
                        frames.incrementAndGet();
                        bytes.addAndGet(frame.size());
                    }
                });
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> System.out.println("read " + frames + " frames, " + bytes + " bytes")));
        new CountDownLatch(1).await();
    }
}

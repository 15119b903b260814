package io.market1s.simulator.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one connection as they come and go: knows when the client was last heard, can hold everything back and
 * can cut the line. Below WebSocket, so that pings and pongs are held too. On the event loop only.
 */
// What becomes of a write or a close shows in the pipeline.
@SuppressWarnings("FutureReturnValueIgnored")
final class Wire extends ChannelDuplexHandler {
    private static final long MOST_HELD = 64L << 20;

    private final InstantSource clock;
    private final Deque<Object> heldInbound = new ArrayDeque<>();
    private final Deque<Outbound> heldOutbound = new ArrayDeque<>();
    private @Nullable ChannelHandlerContext context;
    private Instant lastHeard;
    private boolean stalled;
    private boolean cut;
    private long heldBytes;

    Wire(InstantSource clock) {
        this.clock = clock;
        this.lastHeard = clock.instant();
    }

    Instant lastHeard() {
        return lastHeard;
    }

    boolean isStalled() {
        return stalled;
    }

    void stall() {
        stalled = true;
    }

    void resume() {
        ChannelHandlerContext channel = context;
        if (!stalled || channel == null) {
            return;
        }
        stalled = false;
        lastHeard = clock.instant();
        if (heldBytes > MOST_HELD) {
            channel.close();
            return;
        }
        heldBytes = 0;
        for (Outbound held = heldOutbound.poll(); held != null; held = heldOutbound.poll()) {
            channel.write(held.message, held.promise);
        }
        channel.flush();
        for (Object message = heldInbound.poll(); message != null; message = heldInbound.poll()) {
            channel.fireChannelRead(message);
        }
        channel.fireChannelReadComplete();
    }

    /** Whether it was cut; the WebSocket hears of it later. */
    boolean isCut() {
        return cut;
    }

    /** Ends the connection below WebSocket: no close frame. */
    void cut(boolean reset) {
        ChannelHandlerContext channel = context;
        if (channel != null && !cut) {
            cut = true;
            if (reset) {
                channel.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            }
            // From here outwards: from the pipeline's end Vert.x would make a WebSocket close of it.
            channel.close();
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext channel, Object message) {
        lastHeard = clock.instant();
        if (!stalled) {
            channel.fireChannelRead(message);
        } else if (isRoomFor(message)) {
            heldInbound.add(message);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void write(ChannelHandlerContext channel, Object message, ChannelPromise promise) {
        if (!stalled) {
            channel.write(message, promise);
        } else if (isRoomFor(message)) {
            heldOutbound.add(new Outbound(message, promise));
        } else {
            ReferenceCountUtil.release(message);
            promise.trySuccess();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext channel) {
        stalled = false;
        heldInbound.forEach(ReferenceCountUtil::release);
        heldInbound.clear();
        heldOutbound.forEach(held -> {
            ReferenceCountUtil.release(held.message);
            held.promise.tryFailure(new ClosedChannelException());
        });
        heldOutbound.clear();
        channel.fireChannelInactive();
    }

    /** Counts on beyond the limit, so that what was thrown away is known when the stall ends. */
    private boolean isRoomFor(Object message) {
        heldBytes += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        return heldBytes <= MOST_HELD;
    }

    private record Outbound(Object message, ChannelPromise promise) {}
}

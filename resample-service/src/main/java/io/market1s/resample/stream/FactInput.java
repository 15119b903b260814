package io.market1s.resample.stream;

import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.resample.bar.BookTimes;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the parts of facts in the order in which {@link FactOutput} wrote them. */
final class FactInput {
    static final byte NO_SIDE = 0;
    static final byte BID = 1;
    static final byte ASK = 2;

    private final DataInputStream in;

    FactInput(DataInputStream in) {
        this.in = in;
    }

    int kind() throws IOException {
        return in.readByte();
    }

    String text() throws IOException {
        return in.readUTF();
    }

    long number() throws IOException {
        return in.readLong();
    }

    boolean present() throws IOException {
        return in.readBoolean();
    }

    BigDecimal decimal() throws IOException {
        int scale = in.readByte();
        byte[] unscaled = in.readNBytes(in.readUnsignedByte());
        if (unscaled.length == 0) {
            throw new EOFException("decimal");
        }
        return new BigDecimal(new BigInteger(unscaled), scale);
    }

    @Nullable
    BigDecimal nullableDecimal() throws IOException {
        return present() ? decimal() : null;
    }

    Side side() throws IOException {
        Side side = nullableSide();
        if (side == null) {
            throw new IOException("a trade without a side");
        }
        return side;
    }

    @Nullable
    Side nullableSide() throws IOException {
        byte side = in.readByte();
        return switch (side) {
            case NO_SIDE -> null;
            case BID -> Side.BID;
            case ASK -> Side.ASK;
            default -> throw new IOException("unknown side " + side);
        };
    }

    Trade trade(String symbol) throws IOException {
        long sequentialId = number();
        return new Trade(symbol, instant(), sequentialId, decimal(), decimal(), side());
    }

    @Nullable
    Trade nullableTrade(String symbol) throws IOException {
        return present() ? trade(symbol) : null;
    }

    Quote quote() throws IOException {
        return new Quote(
                instant(),
                nullableDecimal(),
                nullableDecimal(),
                nullableDecimal(),
                nullableDecimal(),
                decimal(),
                decimal());
    }

    @Nullable
    Quote nullableQuote() throws IOException {
        return present() ? quote() : null;
    }

    TradeSummary.@Nullable Ohlc nullableOhlc() throws IOException {
        return present() ? new TradeSummary.Ohlc(decimal(), decimal(), decimal(), decimal()) : null;
    }

    BookTimes bookTimes() throws IOException {
        short[] millis = new short[in.readUnsignedShort()];
        for (int i = 0; i < millis.length; i++) {
            millis[i] = in.readShort();
        }
        return BookTimes.of(millis);
    }

    /** Whether nothing is left to read. */
    boolean isAtEnd() throws IOException {
        return in.available() == 0; // It reads from memory.
    }

    private Instant instant() throws IOException {
        return Instant.ofEpochMilli(number());
    }
}

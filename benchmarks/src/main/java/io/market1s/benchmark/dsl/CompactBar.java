package io.market1s.benchmark.dsl;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/** A window's bar in as few bytes as it needs; JSON would be most of the work. */
final class CompactBar {
    private CompactBar() {}

    static Serde<WindowBar> serde() {
        return Serdes.serdeFrom(
                (topic, bar) -> bar == null ? null : write(bar), (topic, bytes) -> bytes == null ? null : read(bytes));
    }

    private static byte[] write(WindowBar bar) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(bar.bookTime);
            out.writeInt(bar.bookCount);
            decimals(out, bar.bid, bar.bidSize, bar.ask, bar.askSize, bar.bidDepth, bar.askDepth);
            out.writeInt(bar.tradeCount);
            out.writeLong(bar.firstTime);
            out.writeLong(bar.firstId);
            out.writeLong(bar.lastTime);
            out.writeLong(bar.lastId);
            out.writeBoolean(bar.lastIsBuy);
            decimals(out, bar.tradeVolume, bar.tradeValue, bar.buyVolume, bar.open, bar.high, bar.low, bar.close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static WindowBar read(byte[] bytes) {
        WindowBar bar = new WindowBar();
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            bar.bookTime = in.readLong();
            bar.bookCount = in.readInt();
            bar.bid = decimal(in);
            bar.bidSize = decimal(in);
            bar.ask = decimal(in);
            bar.askSize = decimal(in);
            bar.bidDepth = decimal(in);
            bar.askDepth = decimal(in);
            bar.tradeCount = in.readInt();
            bar.firstTime = in.readLong();
            bar.firstId = in.readLong();
            bar.lastTime = in.readLong();
            bar.lastId = in.readLong();
            bar.lastIsBuy = in.readBoolean();
            bar.tradeVolume = decimal(in);
            bar.tradeValue = decimal(in);
            bar.buyVolume = decimal(in);
            bar.open = decimal(in);
            bar.high = decimal(in);
            bar.low = decimal(in);
            bar.close = decimal(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bar;
    }

    private static void decimals(DataOutputStream out, BigDecimal... values) throws IOException {
        for (BigDecimal value : values) {
            byte[] unscaled =
                    value == null ? new byte[0] : value.unscaledValue().toByteArray();
            out.writeByte(unscaled.length);
            if (value != null) {
                out.writeByte(value.scale());
                out.write(unscaled);
            }
        }
    }

    private static BigDecimal decimal(DataInputStream in) throws IOException {
        int length = in.readByte();
        if (length == 0) {
            return null;
        }
        int scale = in.readByte();
        return new BigDecimal(new BigInteger(in.readNBytes(length)), scale);
    }
}

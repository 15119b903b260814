package io.market1s.resample.stream;

import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.resample.bar.BookTimes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Writes the parts of facts; {@link FactInput} reads them in the same order. */
final class FactOutput {
    private final DataOutputStream out;

    FactOutput(DataOutputStream out) {
        this.out = out;
    }

    FactOutput kind(byte kind) throws IOException {
        out.writeByte(kind);
        return this;
    }

    FactOutput text(String text) throws IOException {
        out.writeUTF(text);
        return this;
    }

    FactOutput number(long number) throws IOException {
        out.writeLong(number);
        return this;
    }

    FactOutput present(boolean present) throws IOException {
        out.writeBoolean(present);
        return this;
    }

    FactOutput decimal(BigDecimal decimal) throws IOException {
        BigInteger unscaled = decimal.unscaledValue();
        byte[] bytes = unscaled.toByteArray();
        out.writeByte(decimal.scale());
        out.writeByte(bytes.length);
        out.write(bytes);
        return this;
    }

    FactOutput nullableDecimal(@Nullable BigDecimal decimal) throws IOException {
        present(decimal != null);
        return decimal == null ? this : decimal(decimal);
    }

    FactOutput nullableSide(@Nullable Side side) throws IOException {
        out.writeByte(side == null ? FactInput.NO_SIDE : side == Side.BID ? FactInput.BID : FactInput.ASK);
        return this;
    }

    /** Without its symbol, which the key holds. */
    FactOutput trade(Trade trade) throws IOException {
        return number(trade.sequentialId())
                .instant(trade.time())
                .decimal(trade.price())
                .decimal(trade.volume())
                .nullableSide(trade.side());
    }

    FactOutput nullableTrade(@Nullable Trade trade) throws IOException {
        present(trade != null);
        return trade == null ? this : trade(trade);
    }

    FactOutput quote(Quote quote) throws IOException {
        return instant(quote.time())
                .nullableDecimal(quote.bid())
                .nullableDecimal(quote.bidSize())
                .nullableDecimal(quote.ask())
                .nullableDecimal(quote.askSize())
                .decimal(quote.bidDepth())
                .decimal(quote.askDepth());
    }

    FactOutput nullableQuote(@Nullable Quote quote) throws IOException {
        present(quote != null);
        return quote == null ? this : quote(quote);
    }

    FactOutput nullableOhlc(TradeSummary.@Nullable Ohlc ohlc) throws IOException {
        present(ohlc != null);
        return ohlc == null
                ? this
                : decimal(ohlc.open()).decimal(ohlc.high()).decimal(ohlc.low()).decimal(ohlc.close());
    }

    FactOutput bookTimes(BookTimes times) throws IOException {
        out.writeShort(times.count());
        for (int i = 0; i < times.count(); i++) {
            out.writeShort(times.get(i));
        }
        return this;
    }

    private FactOutput instant(Instant instant) throws IOException {
        return number(instant.toEpochMilli());
    }
}

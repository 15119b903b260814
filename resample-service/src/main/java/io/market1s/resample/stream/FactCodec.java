package io.market1s.resample.stream;

import io.market1s.data.BarContent;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.resample.bar.Fact;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;

/**
 * Facts as key and value in the state store. The key holds the kind and the fact's identity, the value the rest. A fact
 * of an unknown kind is an error, never ignored. Thread-safe.
 */
final class FactCodec {
    private static final byte PROGRESS = 1;
    private static final byte LATE_TRADE = 3;
    private static final byte BOOKS = 4;
    private static final byte COVERED = 5;
    private static final byte PAST = 6;
    private static final byte PENDING = 7;
    private static final byte REVISION = 8;
    private static final byte TRADES = 9;

    private FactCodec() {}

    static Bytes key(Fact fact) {
        return Bytes.wrap(bytes(out -> writeKey(fact, new FactOutput(out))));
    }

    static byte[] value(Fact fact) {
        return bytes(out -> writeValue(fact, new FactOutput(out)));
    }

    static Fact read(Bytes key, byte[] value) {
        FactInput keyIn = new FactInput(new DataInputStream(new ByteArrayInputStream(key.get())));
        FactInput in = new FactInput(new DataInputStream(new ByteArrayInputStream(value)));
        try {
            return read(keyIn, in);
        } catch (IOException e) {
            throw new UncheckedIOException("the state store holds a fact that this version cannot read", e);
        }
    }

    private static void writeKey(Fact fact, FactOutput out) throws IOException {
        if (fact instanceof Fact.Progress) {
            out.kind(PROGRESS);
        } else if (fact instanceof Fact.Trades counted) {
            out.kind(TRADES).text(counted.symbol()).number(counted.second());
        } else if (fact instanceof Fact.LateTrade late) {
            out.kind(LATE_TRADE).text(late.trade().symbol()).number(late.second());
        } else if (fact instanceof Fact.Books books) {
            out.kind(BOOKS).text(books.symbol()).number(books.second());
        } else if (fact instanceof Fact.Covered run) {
            out.kind(COVERED).text(run.symbol()).text(run.feed()).number(run.from());
        } else if (fact instanceof Fact.Past past) {
            out.kind(PAST).text(past.symbol());
        } else if (fact instanceof Fact.Pending pending) {
            out.kind(PENDING).text(pending.symbol()).number(pending.second());
        } else if (fact instanceof Fact.Revision revision) {
            out.kind(REVISION).text(revision.symbol()).number(revision.second());
        }
    }

    private static void writeValue(Fact fact, FactOutput out) throws IOException {
        if (fact instanceof Fact.Progress progress) {
            out.number(progress.closed()).number(progress.floor());
        } else if (fact instanceof Fact.Trades counted) {
            out.number(counted.trades().size());
            for (Trade trade : counted.trades()) {
                out.number(trade.sequentialId()).tradeWithoutIdentity(trade);
            }
        } else if (fact instanceof Fact.LateTrade late) {
            out.number(late.trade().sequentialId()).tradeWithoutIdentity(late.trade());
        } else if (fact instanceof Fact.Books books) {
            out.quote(books.quote()).bookTimes(books.times());
        } else if (fact instanceof Fact.Covered run) {
            out.number(run.to());
        } else if (fact instanceof Fact.Past past) {
            writePast(past, out);
        } else if (fact instanceof Fact.Pending pending) {
            BarContent emitted = pending.emitted();
            out.present(emitted != null);
            if (emitted != null) {
                writeContent(emitted, out);
            }
        } else if (fact instanceof Fact.Revision revision) {
            out.number(revision.revision());
        }
    }

    private static void writePast(Fact.Past past, FactOutput out) throws IOException {
        Trade trade = past.trade();
        out.number(past.lastCovered()).nullableQuote(past.quote()).present(trade != null);
        if (trade != null) {
            out.number(trade.sequentialId()).tradeWithoutIdentity(trade);
        }
    }

    private static void writeContent(BarContent content, FactOutput out) throws IOException {
        TradeSummary trades = content.trades();
        out.nullableQuote(content.quote())
                .nullableDecimal(content.lastTradePrice())
                .nullableSide(content.lastTradeSide())
                .number(trades.count())
                .decimal(trades.volume())
                .decimal(trades.value())
                .decimal(trades.buyVolume())
                .nullableOhlc(trades.prices())
                .number(content.bookCount())
                .present(content.complete());
    }

    private static Fact read(FactInput key, FactInput in) throws IOException {
        int kind = key.kind();
        return switch (kind) {
            case PROGRESS -> new Fact.Progress(in.number(), in.number());
            case TRADES -> readTrades(key.text(), key.number(), in);
            case LATE_TRADE -> {
                String symbol = key.text();
                yield new Fact.LateTrade(key.number(), in.trade(symbol, in.number()));
            }
            case BOOKS -> new Fact.Books(key.text(), key.number(), in.quote(), in.bookTimes());
            case COVERED -> new Fact.Covered(key.text(), key.text(), key.number(), in.number());
            case PAST -> readPast(key.text(), in);
            case PENDING -> readPending(key.text(), key.number(), in);
            case REVISION -> new Fact.Revision(key.text(), key.number(), (int) in.number());
            default -> throw new IOException("unknown kind of fact " + kind);
        };
    }

    private static Fact readTrades(String symbol, long second, FactInput in) throws IOException {
        int count = (int) in.number();
        List<Trade> trades = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            trades.add(in.trade(symbol, in.number()));
        }
        return new Fact.Trades(symbol, second, trades);
    }

    private static Fact readPast(String symbol, FactInput in) throws IOException {
        long lastCovered = in.number();
        return new Fact.Past(
                symbol, in.nullableQuote(), in.present() ? in.trade(symbol, in.number()) : null, lastCovered);
    }

    private static Fact readPending(String symbol, long second, FactInput in) throws IOException {
        if (!in.present()) {
            return new Fact.Pending(symbol, second, null);
        }
        BarContent emitted = new BarContent(
                symbol,
                Instant.ofEpochSecond(second),
                in.nullableQuote(),
                in.nullableDecimal(),
                in.nullableSide(),
                new TradeSummary((int) in.number(), in.decimal(), in.decimal(), in.decimal(), in.nullableOhlc()),
                (int) in.number(),
                in.present());
        return new Fact.Pending(symbol, second, emitted);
    }

    private static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            writer.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    @FunctionalInterface
    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }
}

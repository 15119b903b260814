package io.market1s.resample.stream;

import io.market1s.data.BarContent;
import io.market1s.data.Quote;
import io.market1s.data.Side;
import io.market1s.data.Trade;
import io.market1s.data.TradeSummary;
import io.market1s.resample.bar.Fact;
import io.market1s.resample.bar.SecondEvents;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Facts as key and value in the state store and its changelog, a format that outlives the process: see
 * {@link StateFormat}. The key holds the fact's identity, the value the rest. A fact of an unknown kind is an error,
 * never ignored. Thread-safe.
 *
 * <p>A key begins with the number of the fact's kind. 0 is the format's own record. 2, 3, 4 and 9 were kinds of facts
 * before the first release (single trades, late trades, books, the trades of a second): they are not used again, so that
 * old bytes are never taken for something else.
 */
final class FactCodec {
    private static final byte PROGRESS = 1;
    private static final byte COVERED = 5;
    private static final byte PAST = 6;
    private static final byte PENDING = 7;
    private static final byte REVISION = 8;
    private static final byte SECOND = 10;
    private static final byte WITHDRAWN = 11;
    private static final byte FILLED = 12;

    private FactCodec() {}

    static Bytes key(Fact.Identity identity) {
        return Bytes.wrap(bytes(out -> writeKey(identity, new FactOutput(out))));
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

    private static void writeKey(Fact.Identity identity, FactOutput out) throws IOException {
        FactOutput unused =
                switch (identity.kind()) {
                    case PROGRESS -> out.kind(PROGRESS);
                    case SECOND -> out.kind(SECOND).text(identity.symbol()).number(identity.at());
                    case COVERED ->
                        out.kind(COVERED)
                                .text(identity.symbol())
                                .text(identity.feed())
                                .number(identity.at());
                    case WITHDRAWN ->
                        out.kind(WITHDRAWN)
                                .text(identity.symbol())
                                .text(identity.feed())
                                .number(identity.at());
                    case FILLED -> out.kind(FILLED).text(identity.symbol()).number(identity.at());
                    case PAST -> out.kind(PAST).text(identity.symbol());
                    case PENDING -> out.kind(PENDING).text(identity.symbol()).number(identity.at());
                    case REVISION -> out.kind(REVISION).text(identity.symbol()).number(identity.at());
                };
    }

    /** By kind, because the compiler checks that no kind is missing. */
    private static void writeValue(Fact fact, FactOutput out) throws IOException {
        FactOutput unused =
                switch (fact.identity().kind()) {
                    case PROGRESS -> write((Fact.Progress) fact, out);
                    case SECOND -> write(((Fact.Second) fact).events(), out);
                    case COVERED -> out.number(((Fact.Covered) fact).to());
                    case WITHDRAWN -> out.number(((Fact.Withdrawn) fact).to());
                    case FILLED -> out.number(((Fact.Filled) fact).until());
                    case PAST -> write((Fact.Past) fact, out);
                    case PENDING -> write(((Fact.Pending) fact).emitted(), out);
                    case REVISION -> out.number(((Fact.Revision) fact).revision());
                };
    }

    private static FactOutput write(Fact.Progress progress, FactOutput out) throws IOException {
        return out.number(progress.closed()).number(progress.floor());
    }

    private static FactOutput write(Fact.Past past, FactOutput out) throws IOException {
        return out.number(past.lastCovered()).nullableQuote(past.quote()).nullableTrade(past.trade());
    }

    private static FactOutput write(SecondEvents events, FactOutput out) throws IOException {
        out.number(events.trades().size());
        for (Trade trade : events.trades()) {
            out.trade(trade);
        }
        return out.nullableTrade(events.lateTrade())
                .nullableQuote(events.quote())
                .bookTimes(events.bookTimes());
    }

    private static FactOutput write(@Nullable BarContent content, FactOutput out) throws IOException {
        out.present(content != null);
        if (content == null) {
            return out;
        }
        TradeSummary trades = content.trades();
        return out.nullableQuote(content.quote())
                .nullableDecimal(content.lastTradePrice())
                .nullableSide(content.lastTradeSide())
                .number(trades.count())
                .decimal(trades.volume())
                .decimal(trades.value())
                .decimal(trades.buyVolume())
                .nullableOhlc(trades.prices())
                .number(content.bookCount())
                .present(content.complete())
                .present(content.tradesComplete());
    }

    private static Fact read(FactInput key, FactInput in) throws IOException {
        int kind = key.kind();
        return switch (kind) {
            case PROGRESS -> new Fact.Progress(in.number(), in.number());
            case SECOND -> readSecond(key.text(), key.number(), in);
            case COVERED -> new Fact.Covered(key.text(), key.text(), key.number(), in.number());
            case WITHDRAWN -> new Fact.Withdrawn(key.text(), key.text(), key.number(), in.number());
            case FILLED -> new Fact.Filled(key.text(), key.number(), in.number());
            case PAST -> readPast(key.text(), in);
            case PENDING -> readPending(key.text(), key.number(), in);
            case REVISION -> new Fact.Revision(key.text(), key.number(), (int) in.number());
            default -> throw new IOException("unknown kind of fact " + kind);
        };
    }

    private static Fact readSecond(String symbol, long second, FactInput in) throws IOException {
        int count = (int) in.number();
        List<Trade> trades = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            trades.add(in.trade(symbol));
        }
        return new Fact.Second(
                symbol, second, new SecondEvents(trades, in.nullableTrade(symbol), in.nullableQuote(), in.bookTimes()));
    }

    private static Fact readPast(String symbol, FactInput in) throws IOException {
        long lastCovered = in.number();
        return new Fact.Past(symbol, in.nullableQuote(), in.nullableTrade(symbol), lastCovered);
    }

    private static Fact readPending(String symbol, long second, FactInput in) throws IOException {
        if (!in.present()) {
            return new Fact.Pending(symbol, second, null);
        }
        Quote quote = in.nullableQuote();
        BigDecimal lastTradePrice = in.nullableDecimal();
        Side lastTradeSide = in.nullableSide();
        TradeSummary trades =
                new TradeSummary((int) in.number(), in.decimal(), in.decimal(), in.decimal(), in.nullableOhlc());
        int bookCount = (int) in.number();
        boolean complete = in.present();
        // Format 1 ends here: its rows had all trades exactly when they were complete.
        boolean tradesComplete = in.isAtEnd() ? complete : in.present();
        BarContent emitted = new BarContent(
                symbol,
                Instant.ofEpochSecond(second),
                quote,
                lastTradePrice,
                lastTradeSide,
                trades,
                bookCount,
                complete,
                tradesComplete);
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

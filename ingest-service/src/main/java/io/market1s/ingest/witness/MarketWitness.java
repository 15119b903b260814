package io.market1s.ingest.witness;

import io.market1s.data.Trade;
import io.market1s.ingest.witness.Suspicion.Judgement;
import io.market1s.ingest.witness.VolumeAccount.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a feed brings all of one market. It knows what the feed has brought and hears what witnesses tell; what a
 * witness shows and the feed should have brought, but has not, becomes a {@link Doubt}. All times are the exchange's. Not
 * thread-safe.
 */
public final class MarketWitness {
    /** A testimony about a later time than that is a mistake. */
    private static final Duration PLAUSIBLE = Duration.ofSeconds(2);
    /** Trades are compared with REST's, which may be a minute behind. */
    private static final Duration REMEMBERED = Duration.ofMinutes(2);
    /** A trade changes the book, so that a book follows; within 650 ms, by what was measured. */
    private static final Duration BOOK_FOLLOWS = Duration.ofSeconds(5);

    private final String code;
    private final Instant since;
    private final Asides asides;
    private final BroughtTrades brought = new BroughtTrades();
    private final VolumeAccount account;
    private final Suspicion trades;
    private final Suspicion books;
    /** The newest book that is not older than the beginning. */
    private Instant expectedBook;

    private @Nullable Instant firstBook;
    private @Nullable Instant newestBook;
    private BigDecimal unaccounted = BigDecimal.ZERO;
    /** Since when there has been a trade without a book after it; null if there is none. */
    private @Nullable Instant bookless;

    /**
     * A witness of one market.
     *
     * @param since from when on the feed is to bring everything
     * @param asides who is not listened to
     */
    public MarketWitness(String code, Instant since, Asides asides) {
        this.code = code;
        this.since = since;
        this.asides = asides;
        this.expectedBook = since;
        this.account = new VolumeAccount(brought, since);
        this.trades = new Suspicion(Doubt.Kind.TRADES, since, this::judgeTrades);
        this.books = new Suspicion(Doubt.Kind.BOOKS, since, this::judgeBook);
    }

    /** The feed brought a trade. */
    public void trade(Trade trade) {
        brought.add(trade);
    }

    /** The feed brought a book. */
    public void book(Instant time) {
        if (firstBook == null) {
            firstBook = time;
        }
        if (newestBook == null || time.isAfter(newestBook)) {
            newestBook = time;
            expectedBook = time.isAfter(since) ? time : since;
        }
    }

    /** A witness tells something. */
    public void hear(Testimony testimony) {
        if (asides.holds(testimony.source(), code, testimony.at())) {
            return;
        }
        if (testimony.trade() != null
                && isPlausible(testimony, testimony.trade().time())) {
            trades.hear(testimony);
        }
        if (testimony.book() != null && isPlausible(testimony, testimony.book())) {
            books.hear(testimony);
        }
    }

    /**
     * Compares what is due; to be called about once a second.
     *
     * @return a doubt, each time as long as there is one
     */
    public @Nullable Doubt examine(Instant now) {
        expectBook(now);
        Doubt doubt = trades.examine(now);
        return doubt != null ? doubt : books.examine(now);
    }

    /** Up to when it is known, from what witnesses told, that no trade is missing. */
    public Instant tradesAgreed() {
        return trades.agreedBefore();
    }

    /** Since when a book may be missing, however short the time since it was noticed; null if none is. */
    public @Nullable Instant booksMissing(Instant now) {
        expectBook(now);
        if (books.isAroused()) {
            return books.agreedBefore();
        }
        return bookless == null ? null : expectedBook;
    }

    /** A doubt was wrong: what was heard is forgotten. */
    public void acquit() {
        trades.acquit();
        books.acquit();
    }

    /** The ids of the trades that it has brought, of the last minutes. */
    public Set<Long> tradeIds() {
        return brought.ids();
    }

    /** Older trades may have been brought and forgotten; those before the connection are not its own. */
    public Instant remembersFrom() {
        return since.isAfter(brought.forgotten()) ? since : brought.forgotten();
    }

    /** The time of the book that it brought first, its SNAPSHOT; null before. */
    public @Nullable Instant firstBook() {
        return firstBook;
    }

    /** The time of the newest book; before the first one the earliest time there is. */
    public Instant newestBook() {
        return newestBook == null ? Instant.MIN : newestBook;
    }

    /** The volume that was missing when it was last compared; zero if none. */
    public BigDecimal unaccounted() {
        return unaccounted;
    }

    private void expectBook(Instant now) {
        Instant newest = brought.newest();
        if (newest == null || !newest.isAfter(expectedBook.plus(BOOK_FOLLOWS)) || newest.isBefore(since)) {
            bookless = null;
        } else if (bookless == null) {
            bookless = now;
        } else if (!now.isBefore(bookless.plus(BOOK_FOLLOWS))) {
            hear(Testimony.ofBook(Testimony.Source.TRADE, code, now, newest));
        }
    }

    private Judgement judgeTrades(Testimony told) {
        Testimony.LastTrade last = told.trade();
        if (last == null) {
            return Judgement.UNKNOWN;
        }
        Judgement judgement = judge(last, told.dayVolume());
        if (judgement != Judgement.MISSING) {
            // While something is suspected, what may be missing must not become a part of the account.
            boolean certain = judgement == Judgement.AGREES_IN_ALL || !trades.isOpen();
            if (certain && told.dayVolume() != null && !last.time().isBefore(since)) {
                account.accept(last, told.dayVolume(), told.at());
            }
            brought.forgetBefore(told.at().minus(REMEMBERED));
        }
        return judgement;
    }

    private Judgement judge(Testimony.LastTrade last, @Nullable BigDecimal dayVolume) {
        boolean known = !last.time().isAfter(remembersFrom()) || brought.has(last);
        if (dayVolume == null || last.time().isBefore(since)) {
            return known ? Judgement.AGREES : Judgement.MISSING;
        }
        Finding finding = account.compare(last, dayVolume);
        unaccounted = finding instanceof Finding.Unaccounted missing ? missing.volume() : BigDecimal.ZERO;
        if (finding instanceof Finding.Unaccounted || !known) {
            return Judgement.MISSING;
        }
        return finding instanceof Finding.Accounted ? Judgement.AGREES_IN_ALL : Judgement.UNKNOWN;
    }

    private Judgement judgeBook(Testimony told) {
        Instant book = told.book();
        if (book == null) {
            return Judgement.UNKNOWN;
        }
        Instant expected = told.source() == Testimony.Source.TRADE ? book.minus(BOOK_FOLLOWS) : book;
        return expected.isAfter(expectedBook) ? Judgement.MISSING : Judgement.AGREES;
    }

    private static boolean isPlausible(Testimony testimony, Instant time) {
        return !time.isAfter(testimony.at().plus(PLAUSIBLE));
    }
}

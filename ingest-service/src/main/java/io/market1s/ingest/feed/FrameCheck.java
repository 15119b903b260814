package io.market1s.ingest.feed;

import io.market1s.data.EventTimes;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.ingest.exchange.Received;
import java.time.Instant;
import java.util.Set;

/** Judges what a message is good for. Pure and thread-safe. */
public final class FrameCheck {
    /** The reason why a message from the future is quarantined. */
    public static final String FAR_AHEAD = "time far ahead";

    private final UpbitParser parser = new UpbitParser();

    /** What a message is good for. */
    sealed interface Verdict {
        /** To be written, and evidence. */
        record Usable(Frame.Market frame) implements Verdict {}

        /** About a market that was not asked for, such as the pilot's: evidence only. */
        record Unasked(Frame.Market frame) implements Verdict {}

        /** The exchange refused the request. */
        record Refusal(Frame.Failure failure) implements Verdict {}

        /** The exchange's answer to a ping: the connection lives, though nothing else is known. */
        record Alive() implements Verdict {}

        /** To be quarantined: it comes from the future. */
        record FarAhead(Frame.Market frame) implements Verdict {}

        /**
         * To be quarantined.
         *
         * @param label what it says of itself
         */
        record Unusable(FrameLabel label, String reason) implements Verdict {}
    }

    /**
     * Judges a message of a connection that asked for these codes.
     *
     * @param now the exchange's clock at the receipt, as far as it is known, else ours
     */
    Verdict judge(Received message, Set<String> requested, Instant now) {
        if (!message.isWhole()) {
            return new Verdict.Unusable(FrameLabel.NONE, "too large");
        }
        try {
            Frame frame = parser.frame(message.bytes());
            if (frame instanceof Frame.Market market) {
                return judge(market, requested, now);
            }
            return frame instanceof Frame.Failure failure ? new Verdict.Refusal(failure) : new Verdict.Alive();
        } catch (MalformedException e) {
            return new Verdict.Unusable(FrameLabel.of(message.bytes()), e.reason());
        }
    }

    /**
     * Judges a trade that REST gave.
     *
     * @throws MalformedException with the reason why it is to be quarantined
     */
    public Trade restTrade(Received element, String market) throws MalformedException {
        Trade trade = parser.restTrade(element.bytes());
        if (!trade.symbol().equals(market)) {
            throw new MalformedException("another market");
        }
        if (EventTimes.isImplausible(trade.time(), element.at())) {
            throw new MalformedException(FAR_AHEAD);
        }
        return trade;
    }

    private static Verdict judge(Frame.Market frame, Set<String> requested, Instant now) {
        if (EventTimes.isImplausible(frame.event().time(), now) || EventTimes.isImplausible(frame.timestamp(), now)) {
            return new Verdict.FarAhead(frame);
        }
        return requested.contains(frame.event().symbol()) ? new Verdict.Usable(frame) : new Verdict.Unasked(frame);
    }
}

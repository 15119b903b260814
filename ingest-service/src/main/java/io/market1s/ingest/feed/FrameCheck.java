package io.market1s.ingest.feed;

import io.market1s.data.EventTimes;
import io.market1s.data.Trade;
import io.market1s.data.json.MalformedException;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.ingest.exchange.Received;
import io.market1s.ingest.status.ClockDifference;
import java.util.Set;

/** Judges what a message is good for. Pure and thread-safe. */
public final class FrameCheck {
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

        /** To be quarantined: it comes from the future by our clock. */
        record FarAhead(Frame.Market frame) implements Verdict {}

        /**
         * To be quarantined.
         *
         * @param label what it says of itself
         */
        record Unusable(FrameLabel label, String reason) implements Verdict {}
    }

    /** Judges a message of a connection that asked for these codes. */
    Verdict judge(Received message, Set<String> requested) {
        if (!message.isWhole()) {
            return new Verdict.Unusable(FrameLabel.NONE, "too large");
        }
        try {
            Frame frame = parser.frame(message.bytes());
            if (frame instanceof Frame.Market market) {
                return judge(market, message, requested);
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
            throw new MalformedException(ClockDifference.FAR_AHEAD);
        }
        return trade;
    }

    private static Verdict judge(Frame.Market frame, Received message, Set<String> requested) {
        if (EventTimes.isImplausible(frame.event().time(), message.at())
                || EventTimes.isImplausible(frame.timestamp(), message.at())) {
            return new Verdict.FarAhead(frame);
        }
        return requested.contains(frame.event().symbol()) ? new Verdict.Usable(frame) : new Verdict.Unasked(frame);
    }
}

package io.market1s.simulator.market;

import io.market1s.simulator.frame.FrameSource;
import io.market1s.simulator.frame.MadeTrade;
import io.market1s.simulator.frame.TimedFrame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The synthetic market: the same seed, markets and start give the same frames at the same times, whoever listens. Holds
 * about half a second of frames that are on their way.
 */
public final class SyntheticSource implements FrameSource {
    private final Map<String, SyntheticMarket> markets = new LinkedHashMap<>();
    private final long seed;
    private final Consumer<MadeTrade> made;
    private final List<TimedFrame> opening = new ArrayList<>();
    private final PriorityQueue<Queued> queue = new PriorityQueue<>();
    private volatile List<String> symbols = List.of();
    private Instant nextSlot;
    private long queued;

    /**
     * A market that starts at {@code start}.
     *
     * @param made told of each trade when it is made, about a tenth of a second before or after its time
     */
    public SyntheticSource(List<MarketSpec> specs, long seed, Instant start, Consumer<MadeTrade> made) {
        this.seed = seed;
        this.made = made;
        this.nextSlot =
                Instant.ofEpochMilli(Math.floorDiv(start.toEpochMilli(), SyntheticMarket.SLOT) * SyntheticMarket.SLOT);
        for (MarketSpec spec : specs) {
            opening.addAll(add(spec));
        }
    }

    /**
     * Adds a market, which trades from the next slot on.
     *
     * @return the state that it starts in, as {@link #opening} has it of the others
     * @throws IllegalArgumentException if there is one of that code
     */
    public List<TimedFrame> add(MarketSpec spec) {
        SyntheticMarket market = new SyntheticMarket(spec, seed, made);
        if (markets.putIfAbsent(spec.symbol(), market) != null) {
            throw new IllegalArgumentException("a market is listed twice: " + spec.symbol());
        }
        symbols = List.copyOf(markets.keySet());
        List<TimedFrame> state = new ArrayList<>();
        market.open(nextSlot, state::add);
        return state;
    }

    @Override
    public List<String> symbols() {
        return symbols;
    }

    @Override
    public List<TimedFrame> opening() {
        return List.copyOf(opening);
    }

    @Override
    public void subscribed(Instant now) {
        // The market trades whether somebody listens or not.
    }

    @Override
    public @Nullable TimedFrame poll(Instant now) {
        makeUpTo(now);
        Queued head = queue.peek();
        if (head == null || head.frame.due().isAfter(now)) {
            return null;
        }
        queue.remove();
        return head.frame;
    }

    @Override
    public Instant nextPoll(Instant now) {
        Queued head = queue.peek();
        return head == null || head.frame.due().isAfter(nextSlot) ? nextSlot : head.frame.due();
    }

    @Override
    public byte @Nullable [] ticker(String symbol, Instant at) {
        SyntheticMarket market = markets.get(symbol);
        return market == null ? null : market.ticker(at.toEpochMilli());
    }

    @Override
    public void pause(String symbol, boolean paused) {
        SyntheticMarket market = markets.get(symbol);
        if (market != null) {
            market.pause(paused);
        }
    }

    @Override
    public OptionalLong shiftMillis() {
        return OptionalLong.empty();
    }

    /** No slot is made before its turn: after a pause of hours the queue must not hold hours. */
    private void makeUpTo(Instant now) {
        while (!nextSlot.isAfter(now)
                && (queue.isEmpty() || queue.element().frame.due().isAfter(nextSlot))) {
            for (SyntheticMarket market : markets.values()) {
                market.slot(nextSlot, frame -> queue.add(new Queued(frame, queued++)));
            }
            nextSlot = nextSlot.plusMillis(SyntheticMarket.SLOT);
        }
    }

    private record Queued(TimedFrame frame, long number) implements Comparable<Queued> {
        @Override
        public int compareTo(Queued other) {
            int byTime = frame.due().compareTo(other.frame.due());
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}

package io.market1s.simulator.server;

import io.market1s.simulator.frame.FrameSource;
import io.market1s.simulator.frame.FrameType;
import io.market1s.simulator.frame.TimedFrame;
import io.market1s.simulator.tally.FaultRecord;
import io.market1s.simulator.tally.Ledger;
import io.market1s.simulator.tally.Tally;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Moves frames from the source to the hub when they are due. On the event loop only. */
final class Pump {
    /** After so many frames at once the loop gets to serve others. */
    private static final int BATCH = 2000;

    private static final long LONGEST_WAIT = 100;

    private final Vertx vertx;
    private final InstantSource clock;
    private final FrameSource source;
    private final Tally tally;
    private final FaultRecord record;
    private final Disturbance disturbance;
    private final Hub hub;
    private final OldTickers oldTickers;

    Pump(
            Vertx vertx,
            InstantSource clock,
            FrameSource source,
            Ledger ledger,
            Disturbance disturbance,
            Hub hub,
            OldTickers oldTickers) {
        this.vertx = vertx;
        this.clock = clock;
        this.source = source;
        this.tally = ledger.tally();
        this.record = ledger.faults();
        this.disturbance = disturbance;
        this.hub = hub;
        this.oldTickers = oldTickers;
    }

    void start() {
        source.opening().forEach(this::open);
        pulse();
    }

    /** Takes note of a state in which a market starts. */
    void open(TimedFrame state) {
        hub.remember(state);
        oldTickers.remember(state);
        if (state.type() == FrameType.ORDERBOOK) {
            tally.book(state.symbol(), state.eventTime());
        }
    }

    private void pulse() {
        Instant now = clock.instant();
        int moved = BATCH;
        try {
            moved = move(now);
        } finally {
            // Whatever went wrong is logged by Vert.x; the exchange goes on.
            vertx.setTimer(moved < BATCH ? untilNext(now) : 1, timer -> pulse());
        }
    }

    private int move(Instant now) {
        int moved = 0;
        for (TimedFrame frame = source.poll(now); frame != null; frame = moved < BATCH ? source.poll(now) : null) {
            moved++;
            tally.frame(frame.type());
            if (frame.type() == FrameType.ORDERBOOK) {
                tally.book(frame.symbol(), frame.eventTime());
            }
            if (disturbance.isCalm()) {
                deliver(frame);
            } else if (disturbance.loses(frame)) {
                hub.remember(frame);
                record.lost(frame.type(), frame.symbol(), frame.eventTime());
            } else {
                disturbance.enter(frame);
            }
        }
        for (TimedFrame frame = disturbance.leave(now); frame != null; frame = disturbance.leave(now)) {
            deliver(frame);
        }
        return moved;
    }

    private void deliver(TimedFrame frame) {
        hub.deliver(frame);
        oldTickers.remember(frame);
        if (frame.type() == FrameType.ORDERBOOK) {
            record.book(frame.symbol(), frame.eventTime());
        }
    }

    private long untilNext(Instant now) {
        Instant next = disturbance.next(source.nextPoll(now));
        long nanos = Duration.between(clock.instant(), next).toNanos();
        return Math.max(1, Math.min(LONGEST_WAIT, (nanos + 999_999) / 1_000_000));
    }
}

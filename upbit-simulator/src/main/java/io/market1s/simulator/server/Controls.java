package io.market1s.simulator.server;

import io.market1s.simulator.fault.FaultControls;
import io.market1s.simulator.fault.FaultyConnection;
import io.market1s.simulator.fault.Refusal;
import io.market1s.simulator.fault.RestFaults;
import io.market1s.simulator.fault.StreamFaults;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Hands on to an exchange's parts what its faults ask for. */
final class Controls implements FaultControls {
    private final Exchange exchange;
    private final EventLoop loop;

    Controls(Exchange exchange, EventLoop loop) {
        this.exchange = exchange;
        this.loop = loop;
    }

    @Override
    public void run(Runnable action) {
        loop.run(action);
    }

    @Override
    public void later(Duration delay, Runnable action) {
        loop.later(delay, action);
    }

    @Override
    public Instant now() {
        return exchange.clock().instant();
    }

    @Override
    public List<String> listed() {
        return exchange.listing().listed();
    }

    @Override
    public Collection<? extends FaultyConnection> connections() {
        return exchange.connections().stream()
                .map(ClientConnection::misbehaviour)
                .toList();
    }

    @Override
    public void disturb(StreamFaults faults) {
        exchange.disturbance().set(faults);
        exchange.hub().showStreamType(faults.streamType());
    }

    @Override
    public StreamFaults disturbance() {
        return exchange.disturbance().faults();
    }

    @Override
    public void beginWithOldTicker(Duration age) {
        exchange.oldTickers().want(age);
    }

    @Override
    public void refuseUpgrades(@Nullable Refusal refusal) {
        exchange.door().refuse(refusal);
    }

    @Override
    public void disturbRest(RestFaults faults) {
        exchange.rest().disturb(faults);
    }

    @Override
    public RestFaults restDisturbance() {
        return exchange.rest().disturbance();
    }

    @Override
    public void list(String symbol, boolean listed) {
        exchange.listing().list(symbol, listed);
        pause(symbol, !listed);
        if (!listed) {
            // Until somebody has subscribed to it again.
            exchange.record().cut(List.of(symbol), now(), Duration.ZERO);
        }
    }

    @Override
    public void pause(String symbol, boolean paused) {
        exchange.source().pause(symbol, paused);
    }

    @Override
    public void stopListening() {
        connections().forEach(FaultyConnection::drop);
        exchange.address().close();
    }

    @Override
    public void startListening() {
        exchange.address().reopen();
    }
}

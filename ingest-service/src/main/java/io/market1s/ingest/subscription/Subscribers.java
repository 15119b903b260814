package io.market1s.ingest.subscription;

import io.market1s.ingest.exchange.Subscription;
import io.market1s.ingest.witness.Testimony;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All markets, spread over subscriptions that live each on its own. Which markets those are may change. Its state belongs
 * to the timer's thread.
 */
public final class Subscribers {
    private final int codesPerConnection;
    private final @Nullable String pilot;
    private final Function<Subscription, Subscriber> factory;
    private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();
    private List<Subscription> subscriptions = List.of();
    private volatile Set<String> codes = Set.of();

    /**
     * No market yet.
     *
     * @param factory makes and starts what keeps a subscription connected
     */
    public Subscribers(int codesPerConnection, @Nullable String pilot, Function<Subscription, Subscriber> factory) {
        this.codesPerConnection = codesPerConnection;
        this.pilot = pilot;
        this.factory = factory;
    }

    /** Follows these markets from now on. What is followed already goes on without losing a frame. */
    public void follow(Collection<String> newCodes) {
        codes = Set.copyOf(newCodes);
        subscriptions = Subscription.spread(subscriptions, newCodes, codesPerConnection, pilot);
        for (int i = 0; i < subscriptions.size(); i++) {
            if (i < subscribers.size()) {
                subscribers.get(i).follow(subscriptions.get(i));
            } else {
                subscribers.add(factory.apply(subscriptions.get(i)));
            }
        }
    }

    /** The markets that are followed; any thread. */
    public Set<String> codes() {
        return codes;
    }

    /** How they are connected; any thread. */
    public List<ConnectionStatus> status() {
        return subscribers.stream()
                .map(Subscriber::status)
                .filter(status -> status.symbols() > 0)
                .toList();
    }

    /** How they are spread now; none of them is without a market. */
    public List<Subscription> subscriptions() {
        return subscriptions.stream()
                .filter(subscription -> !subscription.codes().isEmpty())
                .toList();
    }

    /** Witnesses tell something of any markets. */
    void hear(List<Testimony> testimonies) {
        if (!testimonies.isEmpty()) {
            subscribers.forEach(subscriber -> subscriber.hear(testimonies));
        }
    }

    /** Stops reading. */
    public void close() {
        subscribers.forEach(Subscriber::close);
    }
}

package io.market1s.dashboard;

import io.market1s.operations.Health;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The dashboard's health. It is ready while the database is away too, because the page then shows that.
 *
 * @param polls whether the poller lives
 */
record DashboardHealth(BooleanSupplier polls) implements Health {
    @Override
    public List<String> unreadiness() {
        return death();
    }

    @Override
    public List<String> death() {
        return polls.getAsBoolean() ? List.of() : List.of("the poller has ended");
    }
}

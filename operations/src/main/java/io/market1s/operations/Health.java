package io.market1s.operations;

import java.util.List;

/** What a service says of itself. Asked by any thread at any time; answers at once, from what is known. */
@FunctionalInterface
public interface Health {
    /** A service that is not up yet, or about to end. */
    Health STARTING = () -> List.of("starting");

    /** Why the service does not do its task now, one reason each; empty if it does. */
    List<String> unreadiness();

    /** Why only a new start of the process can help, one reason each; empty while it can go on. */
    default List<String> death() {
        return List.of();
    }
}

package io.market1s.drill.part;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A part of the pipeline that runs in processes of its own. Its {@link Supervisor} and the drill use it. */
public interface Part {
    /** What the table of promises calls it. */
    String name();

    /**
     * Starts its processes.
     *
     * @throws Exception if they do not start
     */
    void start() throws Exception;

    /** Its processes, the one that its life depends on first; none if it does not run. */
    List<ProcessHandle> processes() throws IOException;

    /** Whether it runs. */
    default boolean isAlive() throws IOException {
        return !processes().isEmpty();
    }

    /** SIGKILL; returns when nothing is left. */
    default void kill() throws IOException {
        List<ProcessHandle> all = processes();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }

    /** SIGTERM; returns when the first process is gone, or kills what is left after that time. */
    default void stop(Duration patience) throws Exception {
        List<ProcessHandle> all = processes();
        if (!all.isEmpty()) {
            all.get(0).destroy();
            try {
                all.get(0).onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                kill();
            }
        }
    }

    /** SIGSTOP: nothing of it runs any more, but its connections and locks stay. */
    default void pause() throws Exception {
        Signal.STOP.send(processes());
    }

    /** SIGCONT. */
    default void resume() throws Exception {
        List<ProcessHandle> all = new ArrayList<>(processes());
        Collections.reverse(all);
        Signal.CONT.send(all);
    }
}

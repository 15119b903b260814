package io.market1s.local.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Writes lines about the progress of a command for its user. */
public final class Progress {
    private final PrintWriter out;
    private final BooleanSupplier cancelled;

    /** Progress of work that cannot be cancelled. */
    public Progress(PrintWriter out) {
        this(out, () -> false);
    }

    /** Progress of work that can be cancelled between two steps. */
    public Progress(PrintWriter out, BooleanSupplier cancelled) {
        this.out = out;
        this.cancelled = cancelled;
    }

    /** Writes a line. */
    public void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /**
     * Does one step and says how long it took.
     *
     * @throws CancellationException if the work was cancelled; then this step does not begin
     */
    public <T> T step(String what, Callable<T> work) throws Exception {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("cancelled before: " + what);
        }
        long before = System.nanoTime();
        T result = work.call();
        say("  %-34s %5.1f s", what, (System.nanoTime() - before) / 1e9);
        return result;
    }
}

package io.market1s.local.console;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Tells a person what is going on, line by line. */
public final class Progress {
    private final PrintWriter out;
    private final BooleanSupplier cancelled;

    /** Progress of what is always finished. */
    public Progress(PrintWriter out) {
        this(out, () -> false);
    }

    /** Progress of what can be given up between two steps. */
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
     * Does something and tells how long it took.
     *
     * @throws CancellationException instead of beginning if all of it was given up
     */
    public <T> T step(String what, Callable<T> work) throws Exception {
        if (cancelled.getAsBoolean()) {
            throw new CancellationException("given up before: " + what);
        }
        long before = System.nanoTime();
        T result = work.call();
        say("  %-34s %5.1f s", what, (System.nanoTime() - before) / 1e9);
        return result;
    }
}

package io.market1s.local;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Tells a person what is going on, line by line. */
final class Progress {
    private final PrintWriter out;

    Progress(PrintWriter out) {
        this.out = out;
    }

    /** Writes a line. */
    void say(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
        out.flush();
    }

    /** Does something and tells how long it took. */
    <T> T step(String what, Callable<T> work) throws Exception {
        long before = System.nanoTime();
        T result = work.call();
        say("  %-34s %5.1f s", what, (System.nanoTime() - before) / 1e9);
        return result;
    }
}

package io.market1s.simulator.capture;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A capture that cannot be played; the message names the file, the line and what is wrong with it. */
public final class CaptureException extends Exception {
    private static final long serialVersionUID = 1;

    CaptureException(Path file, String problem, @Nullable Throwable cause) {
        super(file + ": " + problem, cause);
    }

    CaptureException(Path file, int line, String problem) {
        super(file + ", line " + line + ": " + problem);
    }
}

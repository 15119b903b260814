package io.market1s.simulator.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goes through a capture's frames once, in the order of the file; holds one at a time. For one thread. */
final class CaptureReader implements AutoCloseable {
    private final Path file;
    private final InputStream in;
    private final CaptureLine lines;

    private CaptureReader(Path file, InputStream in) {
        this.file = file;
        this.in = in;
        this.lines = new CaptureLine(file);
    }

    static CaptureReader open(Path file) throws CaptureException {
        try {
            return new CaptureReader(file, CaptureFiles.open(file));
        } catch (NoSuchFileException e) {
            throw new CaptureException(file, "there is no such file", e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The next frame about a market; null after the last.
     *
     * @throws CaptureException if the file cannot be read or has a line that is not as it must be
     */
    @Nullable
    CapturedFrame next() throws CaptureException {
        try {
            for (CaptureFiles.Line line = CaptureFiles.nextLine(in); line != null; line = CaptureFiles.nextLine(in)) {
                CapturedFrame frame = lines.read(line);
                if (frame != null) {
                    return frame;
                }
            }
            return null;
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** What was left out or moved so far, a text each. */
    List<String> notes() {
        return lines.notes();
    }

    @Override
    public void close() throws CaptureException {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CaptureException unreadable(Path file, IOException e) {
        return new CaptureException(file, "cannot be read: " + e.getMessage(), e);
    }
}

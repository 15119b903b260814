package io.market1s.simulator.capture;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** The files that hold captures: lines of text, compressed as the name says ({@code .gz}, {@code .zst}, or not). */
public final class CaptureFiles {
    private static final int BUFFER = 1 << 16;

    private CaptureFiles() {}

    /** Whether a native library is unpacked to read or write a file of that name. */
    public static boolean unpacksNativeParts(Path file) {
        return isZstd(file);
    }

    /** Opens a file for reading. */
    public static InputStream open(Path file) throws IOException {
        InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER);
        try {
            return isGzip(file)
                    ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER)
                    : isZstd(file) ? new BufferedInputStream(new ZstdInputStream(in), BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    /** Creates a file, or replaces what is in it. */
    public static OutputStream create(Path file) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        return isGzip(file)
                ? new BufferedOutputStream(new GZIPOutputStream(out, BUFFER), BUFFER)
                : isZstd(file) ? new BufferedOutputStream(new ZstdOutputStream(out), BUFFER) : out;
    }

    /**
     * A line without its end.
     *
     * @param ended whether it has one: the last line of a file may be cut off
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Line(byte[] text, boolean ended) {}

    /** The next line; null after the last. */
    public static @Nullable Line nextLine(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(2048);
        while (next >= 0 && next != '\n') {
            line.write(next);
            next = in.read();
        }
        return new Line(line.toByteArray(), next >= 0);
    }

    private static boolean isGzip(Path file) {
        return file.toString().endsWith(".gz");
    }

    private static boolean isZstd(Path file) {
        return file.toString().endsWith(".zst");
    }
}

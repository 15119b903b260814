package io.market1s.local.capture;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Lines to be sorted, more of them than fit into memory: sorted runs go to files, which are merged in the end. Lines of
 * the same place keep the order in which they were added. Not thread-safe.
 */
final class SortedLines implements AutoCloseable {
    private static final int BUFFER = 1 << 16;
    /** What a line needs besides its text. */
    private static final int OVERHEAD = 64;

    private final Path folder;
    private final long memory;
    private final List<Path> runs = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private long held;

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Line(long place, byte[] text) {}

    /**
     * No lines yet.
     *
     * @param folder for the runs' files
     * @param memory so many bytes are held before a run goes to a file
     */
    SortedLines(Path folder, long memory) {
        this.folder = folder;
        this.memory = memory;
    }

    void add(long place, byte[] text) throws IOException {
        lines.add(new Line(place, text));
        held += text.length + OVERHEAD;
        if (held > memory) {
            flush();
        }
    }

    /** Writes every line, by place; to be called once. */
    void writeTo(OutputStream out) throws IOException {
        if (runs.isEmpty()) {
            lines.sort(Comparator.comparingLong(Line::place));
            for (Line line : lines) {
                out.write(line.text());
            }
            return;
        }
        flush();
        PriorityQueue<Run> heads =
                new PriorityQueue<>(Comparator.comparingLong(Run::place).thenComparingInt(Run::number));
        try {
            for (int number = 0; number < runs.size(); number++) {
                Run run = new Run(number, runs.get(number));
                if (run.next()) {
                    heads.add(run);
                }
            }
            while (!heads.isEmpty()) {
                Run run = heads.remove();
                out.write(run.head.text());
                if (run.next()) {
                    heads.add(run);
                }
            }
        } finally {
            for (Run run : heads) {
                run.close();
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (Path run : runs) {
            Files.deleteIfExists(run);
        }
    }

    private void flush() throws IOException {
        lines.sort(Comparator.comparingLong(Line::place));
        Path file = Files.createTempFile(folder, "export", ".run");
        runs.add(file);
        try (DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER))) {
            for (Line line : lines) {
                out.writeLong(line.place());
                out.writeInt(line.text().length);
                out.write(line.text());
            }
        }
        lines.clear();
        held = 0;
    }

    private static final class Run {
        private final int number;
        private final DataInputStream in;
        private Line head = new Line(0, new byte[0]);

        Run(int number, Path file) throws IOException {
            this.number = number;
            this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER));
        }

        int number() {
            return number;
        }

        long place() {
            return head.place();
        }

        /** Goes on to the next line; false, and closed, if there is none. */
        boolean next() throws IOException {
            try {
                long place = in.readLong();
                head = new Line(place, in.readNBytes(in.readInt()));
                return true;
            } catch (EOFException e) {
                close();
                return false;
            }
        }

        void close() throws IOException {
            in.close();
        }
    }
}

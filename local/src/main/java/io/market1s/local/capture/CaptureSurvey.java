package io.market1s.local.capture;

import io.market1s.data.json.MalformedException;
import io.market1s.data.topic.Topics;
import io.market1s.data.upbit.Frame;
import io.market1s.data.upbit.UpbitParser;
import io.market1s.simulator.capture.CaptureFields;
import io.market1s.simulator.capture.CaptureFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a capture once all of it was read.
 *
 * @param lines how many there are
 * @param codes markets of its plain frames
 * @param hasHeartbeats whether it tells itself which seconds were covered
 */
public record CaptureSurvey(Path file, long lines, Set<String> codes, boolean hasHeartbeats) {
    public CaptureSurvey {
        codes = Set.copyOf(codes);
    }

    /** A file that is no capture; the message names it, the line and what is wrong. */
    public static final class BadCaptureException extends Exception {
        private static final long serialVersionUID = 1;

        BadCaptureException(String problem) {
            super(problem);
        }
    }

    /**
     * Something to do with each line.
     */
    interface LineReader {
        void read(CaptureRecord record) throws IOException, InterruptedException;
    }

    /** Reads a whole file. */
    public static CaptureSurvey of(Path file) throws BadCaptureException, InterruptedException {
        Survey survey = new Survey();
        try {
            forEach(file, survey);
        } catch (IOException e) {
            throw new BadCaptureException(file + ": cannot be read: " + e.getMessage());
        }
        if (survey.lines == 0) {
            throw new BadCaptureException(file + ": is empty");
        }
        return new CaptureSurvey(file, survey.lines, survey.codes, survey.hasHeartbeats);
    }

    /** Reads the file again. */
    void forEach(LineReader reader) throws IOException, BadCaptureException, InterruptedException {
        forEach(file, reader);
    }

    private static void forEach(Path file, LineReader reader)
            throws IOException, BadCaptureException, InterruptedException {
        long number = 0;
        try (InputStream in = CaptureFiles.open(file)) {
            for (CaptureFiles.Line line = CaptureFiles.nextLine(in); line != null; line = CaptureFiles.nextLine(in)) {
                number++;
                reader.read(CaptureRecord.read(line.text()));
            }
        } catch (CaptureFields.BadLineException e) {
            throw new BadCaptureException(file + ", line " + number + ": " + e.getMessage());
        }
    }

    private static final class Survey implements LineReader {
        private final UpbitParser parser = new UpbitParser();
        private final Set<String> codes = new TreeSet<>();
        private long lines;
        private boolean hasHeartbeats;

        @Override
        public void read(CaptureRecord record) {
            lines++;
            CaptureRecord.Stored stored = record.stored();
            if (stored != null) {
                hasHeartbeats |= stored.topic().equals(Topics.HEARTBEAT);
                return;
            }
            String code = code(record.raw());
            if (code != null) {
                codes.add(code);
            }
        }

        private @Nullable String code(byte[] raw) {
            try {
                return parser.frame(raw) instanceof Frame.Market market
                        ? market.event().symbol()
                        : null;
            } catch (MalformedException e) {
                // The import puts it into the quarantine, as the ingest does.
                return null;
            }
        }
    }
}

package io.market1s.drill.fault;

import io.market1s.drill.part.Volume;
import io.market1s.drill.pipeline.SplitPipeline;
import io.market1s.drill.time.Punctuation;
import java.time.Duration;
import java.time.Instant;

/** Fills the disk of a part and keeps it full for a while: space that becomes free is filled too. */
public record DiskFull(SplitPipeline.Role role, String part, Duration length) implements Fault {
    private static final Duration REFILL_EVERY = Duration.ofMillis(250);

    @Override
    public String name() {
        return "disk full for %d s, %s".formatted(length.toSeconds(), part);
    }

    @Override
    public void happen(SplitPipeline pipeline, FaultLog log) throws Exception {
        Volume volume = pipeline.volume(role);
        try {
            Instant end = Instant.now().plus(length);
            for (Instant now = Instant.now(); now.isBefore(end); now = Instant.now()) {
                volume.fill();
                Punctuation.awaitMoment(now.plus(REFILL_EVERY));
            }
        } finally {
            volume.free();
        }
        log.ended();
    }
}

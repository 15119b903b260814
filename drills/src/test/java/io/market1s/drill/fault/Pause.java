package io.market1s.drill.fault;

import io.market1s.drill.part.Part;
import io.market1s.drill.pipeline.SplitPipeline;
import io.market1s.drill.time.Punctuation;
import java.time.Duration;
import java.time.Instant;

/** Sends SIGSTOP to a part and, after a while, SIGCONT. */
public record Pause(SplitPipeline.Role role, String part, Duration length) implements Fault {
    @Override
    public String name() {
        return "%d s pause of %s".formatted(length.toSeconds(), part);
    }

    @Override
    public void happen(SplitPipeline pipeline, FaultLog log) throws Exception {
        Part paused = pipeline.part(role).part();
        paused.pause();
        try {
            Punctuation.awaitMoment(Instant.now().plus(length));
        } finally {
            paused.resume();
        }
        log.ended();
    }
}

package io.market1s.drill.fault;

import io.market1s.drill.part.FakeClock;
import io.market1s.drill.pipeline.SplitPipeline;
import io.market1s.drill.time.Punctuation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Steps the wall clock of a service, and steps it back after a while. */
public record ClockStep(SplitPipeline.Role role, String part, int seconds, Duration length) implements Fault {
    @Override
    public String name() {
        return "clock stepped by %+d s and back, %s".formatted(seconds, part);
    }

    @Override
    public void happen(SplitPipeline pipeline, FaultLog log) throws Exception {
        FakeClock clock = pipeline.clock(role);
        pipeline.service(role).with(clock.environment());
        try {
            pipeline.part(role).restart();
            log.awaitOnTime();
            clock.step(seconds);
            Punctuation.awaitMoment(Instant.now().plus(length));
            clock.step(0);
            log.ended();
        } finally {
            clock.step(0);
            pipeline.service(role).with(Map.of());
        }
    }
}

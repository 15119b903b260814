package io.market1s.drill.fault;

import static org.awaitility.Awaitility.await;

import io.market1s.drill.part.Supervisor;
import io.market1s.drill.pipeline.SplitPipeline;
import io.market1s.drill.time.Punctuation;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/**
 * Sends SIGKILL to a part at random moments while everything is well. Every third kill comes while the part is still
 * starting after the kill before.
 */
public record Kills(SplitPipeline.Role role, String part, int times, long seed) implements Fault {
    private static final Duration WELL = Duration.ofSeconds(2);
    private static final Duration COMING_BACK = Duration.ofSeconds(6);
    private static final Duration COMING_UP = Duration.ofSeconds(60);

    @Override
    public String name() {
        return "SIGKILL of " + part;
    }

    @Override
    public void happen(SplitPipeline pipeline, FaultLog log) throws Exception {
        Random random = new Random(seed);
        Supervisor supervisor = pipeline.part(role);
        for (int time = 0; time < times; time++) {
            Duration within = isStruckAgain(time) ? COMING_BACK : WELL;
            Punctuation.awaitMoment(Instant.now().plusMillis(random.nextInt((int) within.toMillis())));
            await().atMost(COMING_UP).until(() -> supervisor.part().isAlive());
            supervisor.kill();
            if (!isStruckAgain(time + 1)) {
                log.ended();
            }
        }
    }

    private boolean isStruckAgain(int time) {
        return time % 3 == 2 && time < times;
    }
}

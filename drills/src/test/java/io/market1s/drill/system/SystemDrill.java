package io.market1s.drill.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.market1s.drill.fault.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Causes faults in every process of a whole pipeline under load, and checks the promises after each: kills, pauses,
 * full disks, stepped clocks, bad records. Run it by hand, see docs/reliability.md.
 */
@Timeout(2400)
class SystemDrill {
    @Test
    void noFaultBreaksAPromise(@TempDir Path folder) throws Exception {
        int symbols = Integer.getInteger("drill.symbols", 100);
        int kills = Integer.getInteger("drill.kills", 10);
        int seconds = Integer.getInteger("drill.seconds", 30);
        long seed = Long.getLong("drill.seed", System.nanoTime());
        Pattern only = Pattern.compile(System.getProperty("drill.faults", ""));
        List<Fault> faults = SystemRun.faults(
                        kills, Duration.ofSeconds(seconds), Duration.ofSeconds(20), Duration.ofSeconds(15), seed)
                .stream()
                .filter(fault -> only.matcher(fault.name()).find())
                .toList();
        PromiseTable table = new PromiseTable(about(symbols, seed), System.out);

        OrphanCleanup.clear();
        try {
            new SystemRun(symbols, seed).run(OrphanCleanup.folderIn(folder), faults, table);
        } finally {
            table.print();
            table.writeTo(Path.of(System.getProperty("drill.report", "target/system.json")));
        }
        assertThat(table.lines()).isNotEmpty().allMatch(Promises::kept);
    }

    private static Map<String, Object> about(int symbols, long seed) {
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("processors", Runtime.getRuntime().availableProcessors());
        about.put("java", System.getProperty("java.vm.version"));
        about.put("kafka", AppInfoParser.getVersion());
        about.put("symbols", symbols);
        about.put("seed", seed);
        return about;
    }
}

package io.market1s.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.common.utils.internals.AppInfoParser;

/** What a figure depends on besides the program: machine and versions. */
public final class Machine {
    private Machine() {}

    /** Names and values, in the order in which people look for them. */
    public static Map<String, String> description() {
        Map<String, String> description = new LinkedHashMap<>();
        description.put("cpu", cpu());
        description.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        description.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        description.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
        description.put("heap_mib", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
        description.put("kafka", AppInfoParser.getVersion());
        return description;
    }

    private static String cpu() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse(System.getProperty("os.arch"));
        } catch (IOException e) {
            return System.getProperty("os.arch");
        }
    }
}

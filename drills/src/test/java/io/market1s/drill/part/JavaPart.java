package io.market1s.drill.part;

import io.market1s.testing.ServiceProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A part in a JVM of its own. */
public final class JavaPart implements Part {
    private final String name;
    private final Class<?> main;
    private final int heapMib;
    private final Map<String, String> environment;
    private final Path folder;
    private volatile Map<String, String> more = Map.of();
    private volatile @Nullable ServiceProcess process;

    public JavaPart(String name, Class<?> main, int heapMib, Map<String, String> environment, Path folder) {
        this.name = name;
        this.main = main;
        this.heapMib = heapMib;
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    @Override
    public String name() {
        return name;
    }

    /** Sets more environment variables, from the next start on. */
    public void with(Map<String, String> variables) {
        more = Map.copyOf(variables);
    }

    @Override
    public void start() throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        process = ServiceProcess.start(main, heapMib, all, folder);
    }

    @Override
    public List<ProcessHandle> processes() {
        ServiceProcess running = process;
        return running != null && running.isAlive() ? List.of(running.handle()) : List.of();
    }
}

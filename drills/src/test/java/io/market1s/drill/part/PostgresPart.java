package io.market1s.drill.part;

import io.market1s.local.postgres.PostgresServer;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** PostgreSQL with all its processes. */
public record PostgresPart(PostgresServer server) implements Part {
    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public void start() throws Exception {
        server.start();
    }

    @Override
    public List<ProcessHandle> processes() throws IOException {
        return server.process().stream()
                .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
                .toList();
    }
}

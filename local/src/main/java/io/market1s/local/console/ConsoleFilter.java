package io.market1s.local.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Keeps the console for the person in front of it: what the local run and a rebuild say, the warnings of the services, the errors of
 * everybody else. The log file has everything.
 */
public final class ConsoleFilter extends Filter<ILoggingEvent> {
    private static final String OURS = "io.market1s.";
    private static final String LOCAL = OURS + "local.";

    /** What it tells of its progress is for the person who asked for it. */
    private static final String REBUILD = OURS + "resample.rebuild.";
    /** They speak in many words of what heals by itself; our own code tells in one line what does not. */
    private static final List<String> QUIET =
            List.of("org.apache.kafka.connect.", "org.apache.kafka.streams.", "io.debezium.", "org.hibernate.");

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String logger = event.getLoggerName();
        if (QUIET.stream().anyMatch(logger::startsWith)) {
            return FilterReply.DENY;
        }
        Level least = logger.startsWith(LOCAL) || logger.startsWith(REBUILD)
                ? Level.INFO
                : logger.startsWith(OURS) ? Level.WARN : Level.ERROR;
        return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}

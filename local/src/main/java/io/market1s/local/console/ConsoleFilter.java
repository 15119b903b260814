package io.market1s.local.console;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.List;

/**
 * Chooses what the console shows: all messages of the local run and of a rebuild, warnings of the services, errors of all
 * other code. The log file has everything.
 */
public final class ConsoleFilter extends Filter<ILoggingEvent> {
    private static final String OURS = "io.market1s.";
    private static final String LOCAL = OURS + "local.";

    /** Its progress messages are for the user who asked for the rebuild. */
    private static final String REBUILD = OURS + "resample.rebuild.";
    /** They log at length about problems that end by themselves; our own code logs the others in one line. */
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

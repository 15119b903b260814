package io.market1s.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;

/**
 * Keeps the console for the person in front of it: what the local run says, the warnings of the services, the errors of
 * everybody else. The log file has everything.
 */
public final class ConsoleFilter extends Filter<ILoggingEvent> {
    private static final String OURS = "io.market1s.";
    private static final String LOCAL = OURS + "local.";

    @Override
    public FilterReply decide(ILoggingEvent event) {
        String logger = event.getLoggerName();
        Level least = logger.startsWith(LOCAL) ? Level.INFO : logger.startsWith(OURS) ? Level.WARN : Level.ERROR;
        return event.getLevel().isGreaterOrEqual(least) ? FilterReply.NEUTRAL : FilterReply.DENY;
    }
}

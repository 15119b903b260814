package io.market1s.command;

import io.market1s.settings.BadUseException;
import io.market1s.settings.KnownSettings;
import java.util.Map;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A service as a process: it runs until it is told to stop, and its settings come from the environment. What ends it
 * otherwise is told to the log, where those who run it look.
 */
public abstract class ServiceCommand implements Callable<Integer>, Configured {
    private final String name;
    private final KnownSettings knownSettings;
    private final Map<String, String> environment;

    /**
     * A service that has not started.
     *
     * @param name for its last words
     */
    protected ServiceCommand(String name, KnownSettings knownSettings, Map<String, String> environment) {
        this.name = name;
        this.knownSettings = knownSettings;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Starts the service and returns when it has ended.
     *
     * @throws BadUseException naming every wrong setting
     * @throws IllegalStateException if it cannot go on, and the message or the log has the reason
     */
    protected abstract void live() throws InterruptedException;

    /** What it is configured by. */
    public final Map<String, String> environment() {
        return environment;
    }

    @Override
    public final KnownSettings knownSettings() {
        return knownSettings;
    }

    @Override
    public final Integer call() {
        try {
            live();
            return CommandLine.ExitCode.OK;
        } catch (BadUseException e) {
            throw e;
        } catch (IllegalStateException e) {
            LoggerFactory.getLogger(ServiceCommand.class).error("the {} ends: {}", name, e.getMessage());
        } catch (InterruptedException | RuntimeException e) {
            LoggerFactory.getLogger(ServiceCommand.class).error("the {} ends", name, e);
        }
        return CommandLine.ExitCode.SOFTWARE;
    }
}

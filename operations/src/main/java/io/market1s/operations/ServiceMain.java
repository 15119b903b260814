package io.market1s.operations;

import io.market1s.settings.InvalidSettingsException;
import org.slf4j.LoggerFactory;

/**
 * The main of a service that takes no arguments but {@code --help}: its settings come from the environment. Exit status: 0
 * after a regular end, 1 if it cannot go on, 2 for bad use or wrong settings. Told to stop by a signal, the JVM ends with
 * 128 and the signal's number.
 */
public final class ServiceMain {
    private ServiceMain() {}

    /** A service's life. */
    public interface Life {
        /**
         * Starts the service and returns when it has ended.
         *
         * @throws InvalidSettingsException naming every problem
         */
        void live() throws InterruptedException;
    }

    /**
     * Runs a service to its end.
     *
     * @param name of the service, for its last words
     * @param help what it is and its settings
     * @return the exit status
     */
    public static int run(String name, String help, String[] arguments, Life life) {
        if (arguments.length == 1 && arguments[0].equals("--help")) {
            System.out.print(help);
            return 0;
        }
        if (arguments.length > 0) {
            System.err.println("unknown argument " + arguments[0] + "; --help lists the settings");
            return 2;
        }
        try {
            life.live();
            return 0;
        } catch (InvalidSettingsException e) {
            System.err.println(e.getMessage());
            return 2;
        } catch (InterruptedException | RuntimeException e) {
            LoggerFactory.getLogger(ServiceMain.class).error("the {} ends", name, e);
            return 1;
        }
    }
}

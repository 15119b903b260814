package io.market1s.settings;

import java.util.List;

/** Settings that a process cannot start with: every problem at once, each naming its key and a remedy. */
public final class InvalidSettingsException extends BadUseException {
    private static final long serialVersionUID = 1;

    public InvalidSettingsException(List<String> problems) {
        super("invalid settings:"
                + String.join(
                        "", problems.stream().map(problem -> "\n  " + problem).toList()));
    }
}

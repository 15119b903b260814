package io.market1s.command;

import io.market1s.settings.KnownSettings;

/** A command whose settings come from the environment; its {@code --help} lists them. */
public interface Configured {
    /** Everything that it reads there. */
    KnownSettings knownSettings();
}

package io.market1s.connect.setup;

import io.market1s.settings.Settings;

/** Settings that have no default. */
final class Required {
    private Required() {}

    /** The setting's value; a problem is noted if it has none. */
    static String text(Settings settings, String prefix, String name) {
        String value = settings.text(name, "");
        if (value.isEmpty()) {
            settings.problem(prefix + name + ": must be set");
        }
        return value;
    }
}

package io.market1s.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One setting: what is read and what {@code --help} and the documents say of it come from here. Its place is a
 * {@link KnownSettings}.
 *
 * @param name of the variable
 * @param fallback the text that counts if the variable is unset or empty; of a required setting an example
 * @param required whether it has to be set
 * @param form what may be written; empty for any text
 * @param meaning for users
 * @param parser throws IllegalArgumentException for a text that is not possible; its message is shown if there is no form
 */
public record Setting<T>(
        String name, String fallback, boolean required, String form, String meaning, Function<String, T> parser) {
    private static final String OFF = "off";

    /** A setting of any kind. */
    public static <T> Setting<T> of(
            String name, String fallback, String form, String meaning, Function<String, T> parser) {
        return new Setting<>(name, fallback, false, form, meaning, parser);
    }

    /** Any text; an empty default says that there is none. */
    public static Setting<String> text(String name, String fallback, String meaning) {
        return of(name, fallback, "", meaning, Function.identity());
    }

    /** A whole number in [min, max]. */
    public static Setting<Integer> integer(String name, int fallback, int min, int max, String meaning) {
        return of(
                name,
                Integer.toString(fallback),
                "a whole number from " + min + " to " + max,
                meaning,
                text -> in(Integer.valueOf(text), min, max));
    }

    /** A duration in [min, max]; all three are written as {@link Durations} reads them. */
    public static Setting<Duration> duration(String name, String fallback, String min, String max, String meaning) {
        Duration shortest = Durations.parse(min);
        Duration longest = Durations.parse(max);
        return of(
                name,
                fallback,
                "a duration from " + min + " to " + max,
                meaning,
                text -> in(Durations.parse(text), shortest, longest));
    }

    /** Where to listen. */
    public static Setting<HttpAddress> httpAddress(String name, String fallback, String meaning) {
        return of(name, fallback, "a host and a port, for example " + fallback, meaning, HttpAddress::parse);
    }

    /** The address of a server, of one of these schemes. */
    public static Setting<URI> url(String name, String fallback, Set<String> schemes, String meaning) {
        return of(name, fallback, "an address such as " + fallback, meaning, text -> {
            try {
                URI uri = new URI(text);
                if (uri.getScheme() != null && schemes.contains(uri.getScheme()) && uri.getHost() != null) {
                    return uri;
                }
            } catch (URISyntaxException e) {
                // Said below, in the same words as a wrong scheme.
            }
            throw new IllegalArgumentException(text);
        });
    }

    /** The address of a database in PostgreSQL. */
    public static Setting<String> jdbcUrl(String name, String fallback, String meaning) {
        return of(name, fallback, "an address such as " + fallback, meaning, text -> {
            if (!text.startsWith("jdbc:postgresql:")) {
                throw new IllegalArgumentException(text);
            }
            return text;
        });
    }

    /** The same, to be set by the user; the default is an example. */
    public Setting<T> mandatory() {
        return new Setting<>(name, fallback, true, form, meaning, parser);
    }

    /** The same, and {@code off}, which gives an empty value. */
    public Setting<Optional<T>> orOff() {
        return orOff(fallback, List.of());
    }

    /**
     * The same, and {@code off}, which gives an empty value.
     *
     * @param otherFallback what counts if it is unset, {@code off} perhaps
     * @param alsoOff what was said for {@code off} in earlier versions
     */
    public Setting<Optional<T>> orOff(String otherFallback, List<String> alsoOff) {
        return new Setting<>(
                name,
                otherFallback,
                required,
                form + ", or " + OFF,
                meaning,
                text -> text.equals(OFF) || alsoOff.contains(text)
                        ? Optional.empty()
                        : Optional.of(parser.apply(text)));
    }

    /** What counts if it is unset, for users. */
    public String shownDefault() {
        return required ? "required" : fallback.isEmpty() ? "none" : fallback;
    }

    Setting<T> named(String fullName) {
        return new Setting<>(fullName, fallback, required, form, meaning, parser);
    }

    private static <C extends Comparable<C>> C in(C value, C min, C max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new IllegalArgumentException(value + " is out of range");
        }
        return value;
    }
}

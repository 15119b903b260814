package io.market1s.settings;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps secrets out of what is shown: the whole value of a secret setting, and passwords inside of addresses. */
final class Secrets {
    private static final String MASK = "***";
    private static final List<String> WORDS =
            List.of("password", "passphrase", "secret", "jaas", "token", "credential");

    /** {@code ?password=…} of a JDBC address, {@code //name:password@host} of any. */
    private static final Pattern IN_ADDRESS =
            Pattern.compile("(?i)((?:password|secret|token)=)[^&;\\s]*|(://[^/@:\\s]*:)[^/@\\s]*(?=@)");

    private Secrets() {}

    static String masked(String key, String value) {
        return isSecret(key)
                ? MASK
                : IN_ADDRESS
                        .matcher(value)
                        .replaceAll(found -> (found.group(1) == null ? found.group(2) : found.group(1)) + MASK);
    }

    private static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        // The name of a file is not what is in it.
        boolean names = lower.endsWith("file") || lower.endsWith("location");
        return !names && (lower.endsWith("key") || WORDS.stream().anyMatch(lower::contains));
    }
}

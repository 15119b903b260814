package io.market1s.ingest.exchange;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * For how long a refusal says that it lasts: in the header {@code Retry-After}, as seconds or as a date (RFC 9110, 10.2.3),
 * or in the body's message, as the exchange does ("… after 600 seconds").
 */
final class BlockTime {
    private static final Pattern SECONDS = Pattern.compile("(\\d{1,9})(\\.\\d{1,9})?");
    private static final Pattern IN_WORDS = Pattern.compile(
            "\\b(\\d{1,9})\\s*(milliseconds?|millis|ms|seconds?|secs?|s|minutes?|mins?|m|hours?|h)\\b",
            Pattern.CASE_INSENSITIVE);

    private BlockTime() {}

    /**
     * Reads it.
     *
     * @param now by the clock of the one who refuses: the date of the answer
     * @return empty if it does not say
     */
    static Optional<Duration> of(@Nullable String retryAfter, String body, Instant now) {
        Optional<Duration> told = Optional.ofNullable(retryAfter).flatMap(header -> header(header.strip(), now));
        return told.isPresent() ? told : inWords(body);
    }

    private static Optional<Duration> header(String header, Instant now) {
        Matcher seconds = SECONDS.matcher(header);
        if (seconds.matches()) {
            Duration whole = Duration.ofSeconds(Long.parseLong(seconds.group(1)));
            return Optional.of(seconds.group(2) == null ? whole : whole.plusSeconds(1));
        }
        try {
            Instant end = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return end.isAfter(now) ? Optional.of(Duration.between(now, end)) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> inWords(String body) {
        Matcher found = IN_WORDS.matcher(body);
        if (!found.find()) {
            return Optional.empty();
        }
        long number = Long.parseLong(found.group(1));
        String unit = found.group(2).toLowerCase(Locale.ROOT);
        if (unit.startsWith("mil") || unit.equals("ms")) {
            return Optional.of(Duration.ofMillis(number));
        }
        return Optional.of(
                switch (unit.charAt(0)) {
                    case 's' -> Duration.ofSeconds(number);
                    case 'm' -> Duration.ofMinutes(number);
                    default -> Duration.ofHours(number);
                });
    }
}

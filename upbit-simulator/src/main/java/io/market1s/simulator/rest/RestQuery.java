package io.market1s.simulator.rest;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The parameters of a REST request. */
final class RestQuery {
    private static final DateTimeFormatter COMPACT = DateTimeFormatter.ofPattern("HHmmss");
    private static final List<String> MINUTES = List.of("1", "3", "5", "10", "15", "30", "60", "240");

    private final HttpServerRequest request;

    RestQuery(HttpServerRequest request) {
        this.request = request;
    }

    boolean isTrue(String name, String oldName) {
        return "true".equals(value(name)) || "true".equals(value(oldName));
    }

    String market(List<String> symbols) throws BadException {
        String market = value("market");
        if (market == null) {
            throw new BadException(400, "market is missing");
        }
        if (!symbols.contains(market)) {
            throw new BadException(404, "Code not found");
        }
        return market;
    }

    /** The markets that {@code markets} names, in its order. */
    List<String> markets(List<String> symbols) throws BadException {
        String markets = value("markets");
        if (markets == null) {
            throw new BadException(400, "markets is missing");
        }
        List<String> named = named(markets);
        if (!symbols.containsAll(named)) {
            throw new BadException(404, "Code not found");
        }
        return named;
    }

    /** The markets in one of the currencies that {@code quote_currencies} names. */
    List<String> marketsOfQuotes(List<String> symbols) throws BadException {
        String quotes = value("quote_currencies");
        if (quotes == null) {
            throw new BadException(400, "quote_currencies is missing");
        }
        List<String> named = named(quotes);
        return symbols.stream()
                .filter(symbol -> named.contains(symbol.substring(0, symbol.indexOf('-'))))
                .toList();
    }

    private static List<String> named(String list) {
        return Arrays.stream(list.split(",", -1)).map(String::strip).distinct().toList();
    }

    /** The length of minute candles of that unit. */
    static Duration minutes(String unit) throws BadException {
        if (!MINUTES.contains(unit)) {
            throw new BadException(400, "the unit must be one of " + String.join(", ", MINUTES));
        }
        return Duration.ofMinutes(Long.parseLong(unit));
    }

    /** How many elements; 1 unless asked for, never more than {@code most}. */
    int count(int most) throws BadException {
        return count(most, 1);
    }

    /** How many elements; {@code unlessTold} unless asked for, never more than {@code most}. */
    int count(int most, int unlessTold) throws BadException {
        Long count = number("count");
        if (count == null) {
            return unlessTold;
        }
        if (count < 1 || count > most) {
            throw new BadException(400, "count must be from 1 to " + most);
        }
        return count.intValue();
    }

    @Nullable
    Long cursor() throws BadException {
        return number("cursor");
    }

    /** The end, exclusive, that {@code to} (HHmmss or HH:mm:ss, UTC) and {@code days_ago} ask for; now if neither. */
    Instant timeOfDay(Instant now) throws BadException {
        String to = value("to");
        Long daysAgo = number("days_ago");
        if (daysAgo != null && (daysAgo < 1 || daysAgo > 7)) {
            throw new BadException(400, "days_ago must be from 1 to 7");
        }
        LocalDate day = LocalDate.ofInstant(now, ZoneOffset.UTC).minusDays(daysAgo == null ? 0 : daysAgo);
        if (to == null) {
            return daysAgo == null
                    ? now.plusMillis(1)
                    : day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        try {
            LocalTime time = to.indexOf(':') < 0 ? LocalTime.parse(to, COMPACT) : LocalTime.parse(to);
            return day.atTime(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new BadException(400, "to must be a time as HHmmss or HH:mm:ss");
        }
    }

    /** The end, exclusive, that {@code to} (ISO 8601, UTC unless it has an offset) asks for; now if absent. */
    Instant dateTime(Instant now) throws BadException {
        String to = value("to");
        if (to == null) {
            return now.plusMillis(1);
        }
        String iso = to.strip().replace(' ', 'T');
        try {
            return OffsetDateTime.parse(iso).toInstant();
        } catch (DateTimeParseException withoutOffset) {
            try {
                return LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                throw new BadException(400, "to must be a time as yyyy-MM-ddTHH:mm:ssZ");
            }
        }
    }

    private @Nullable Long number(String name) throws BadException {
        String text = value(name);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw new BadException(400, name + " must be a whole number");
        }
    }

    private @Nullable String value(String name) {
        String value = request.getParam(name);
        return value == null || value.isEmpty() ? null : value;
    }

    /** A request that is answered with an error. */
    static final class BadException extends Exception {
        private static final long serialVersionUID = 1;

        private final int status;

        BadException(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }

        int status() {
            return status;
        }
    }
}

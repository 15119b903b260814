package io.market1s.ingest.exchange;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How long to wait before the next request. The exchange tells with each answer how many more it takes within the second
 * (header {@code Remaining-Req}); over the limit it answers 429, and 418 with a growing block to those who insist. Not
 * thread-safe.
 */
public final class RestPace {
    /** The status over the limit. */
    public static final int TOO_MANY = 429;
    /** The status for those who insist. */
    public static final int BLOCKED = 418;

    private static final Duration WINDOW = Duration.ofSeconds(1);
    /** If the header is missing: fewer than ten requests a second. */
    private static final Duration UNTOLD = Duration.ofMillis(125);

    private static final Duration LONGEST_AFTER_TOO_MANY = Duration.ofSeconds(30);
    private static final Duration FIRST_AFTER_BLOCK = Duration.ofSeconds(10);
    private static final Duration LONGEST_AFTER_BLOCK = Duration.ofMinutes(5);
    private static final Pattern LEFT = Pattern.compile("\\bsec=(\\d{1,6})\\b");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,5}");
    private static final int MAX_DOUBLINGS = 10;

    private int refusals;

    /** The wait after an answer. */
    public Duration answered(@Nullable String remaining) {
        refusals = 0;
        Matcher left = LEFT.matcher(remaining == null ? "" : remaining);
        if (!left.find()) {
            return UNTOLD;
        }
        return Integer.parseInt(left.group(1)) > 0 ? Duration.ZERO : WINDOW;
    }

    /**
     * The wait after a refusal: what the exchange says or, if it does not, longer with each refusal in a row.
     *
     * @param status 429 or 418
     * @param retryAfter the header of that name, in seconds
     */
    public Duration refused(int status, @Nullable String retryAfter) {
        int doublings = Math.min(refusals++, MAX_DOUBLINGS);
        if (retryAfter != null && SECONDS.matcher(retryAfter.strip()).matches()) {
            Duration told = Duration.ofSeconds(Long.parseLong(retryAfter.strip()));
            return told.compareTo(WINDOW) < 0 ? WINDOW : told;
        }
        return status == BLOCKED
                ? shorter(FIRST_AFTER_BLOCK.multipliedBy(1L << doublings), LONGEST_AFTER_BLOCK)
                : shorter(WINDOW.multipliedBy(1L << doublings), LONGEST_AFTER_TOO_MANY);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}

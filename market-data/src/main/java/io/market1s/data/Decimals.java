package io.market1s.data;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * The canonical form of a decimal: no trailing zeros after the point, no exponent. Upbit spells one quantity in many
 * ways ({@code 1.16539E8}, {@code 116539000.00000000}); in canonical form equal quantities are {@code equals}.
 */
public final class Decimals {
    private static final int MAX_DIGITS = 40;
    /** Every number of so many characters fits into a long without its point. */
    private static final int SHORT = 18;

    private Decimals() {}

    /** The same quantity in canonical form. */
    public static BigDecimal canonical(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.scale() > 0 ? value.stripTrailingZeros() : value;
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /**
     * The canonical form of a number as JSON spells it, if it is short and without exponent, as most are; null for others.
     * Several times faster than to construct a {@link BigDecimal} from text and to strip it.
     */
    static @Nullable BigDecimal ofShort(char[] text, int offset, int length) {
        if (length > SHORT) {
            return null;
        }
        long unscaled = 0;
        int scale = 0;
        boolean fraction = false;
        int start = length > 0 && text[offset] == '-' ? 1 : 0;
        for (int i = offset + start; i < offset + length; i++) {
            int digit = text[i] - '0';
            if (digit >= 0 && digit <= 9) {
                unscaled = unscaled * 10 + digit;
                scale += fraction ? 1 : 0;
            } else if (text[i] == '.' && !fraction) {
                fraction = true;
            } else {
                return null;
            }
        }
        while (scale > 0 && unscaled % 10 == 0) {
            unscaled /= 10;
            scale--;
        }
        return BigDecimal.valueOf(start == 0 ? unscaled : -unscaled, scale);
    }

    /** Whether a number is of a size that a price or a quantity can have; 1E+999999999 would fill the memory. */
    public static boolean plausible(BigDecimal value) {
        return value.precision() <= MAX_DIGITS && Math.abs((long) value.scale()) <= MAX_DIGITS;
    }
}

package io.market1s.data;

import java.math.BigDecimal;

/**
 * The canonical form of a decimal: no trailing zeros after the point, no exponent. Upbit spells one quantity in many
 * ways ({@code 1.16539E8}, {@code 116539000.00000000}); in canonical form equal quantities are {@code equals}.
 */
public final class Decimals {
    private static final int MAX_DIGITS = 40;

    private Decimals() {}

    /** The same quantity in canonical form. */
    public static BigDecimal canonical(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        BigDecimal stripped = value.scale() > 0 ? value.stripTrailingZeros() : value;
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Whether a number is of a size that a price or a quantity can have; 1E+999999999 would fill the memory. */
    public static boolean plausible(BigDecimal value) {
        return value.precision() <= MAX_DIGITS && Math.abs((long) value.scale()) <= MAX_DIGITS;
    }
}

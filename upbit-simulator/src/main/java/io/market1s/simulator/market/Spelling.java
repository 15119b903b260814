package io.market1s.simulator.market;

/** The ways in which Upbit spells one and the same number (positive or zero, in {@link Fixed8}). */
enum Spelling {
    /** As Java prints a double: {@code 1.16539E8}, {@code 91361.0}, {@code 7.9276E-4}. */
    JAVA {
        @Override
        String of(long fixed) {
            String digits = Long.toString(fixed);
            int exponent = digits.length() - 1 - Fixed8.SCALE;
            if (fixed == 0 || (exponent >= -3 && exponent < 7)) {
                return plain(fixed, 1);
            }
            return mantissa(digits) + "E" + exponent;
        }
    },
    /** As Python prints a float: {@code 8.428e-05} where small, otherwise plain. */
    PYTHON {
        @Override
        String of(long fixed) {
            String digits = Long.toString(fixed);
            int exponent = digits.length() - 1 - Fixed8.SCALE;
            return fixed == 0 || exponent >= -4 ? plain(fixed, 1) : mantissa(digits) + "e-0" + -exponent;
        }
    },
    /** As few digits as possible: {@code 91370000}, {@code 0.0070459}. */
    SHORT {
        @Override
        String of(long fixed) {
            return plain(fixed, 0);
        }
    },
    /** Eight decimals: {@code 106691000.00000000}. */
    FULL {
        @Override
        String of(long fixed) {
            return plain(fixed, Fixed8.SCALE);
        }
    };

    /** The number so spelled. */
    abstract String of(long fixed);

    private static String plain(long fixed, int minDecimals) {
        StringBuilder text = new StringBuilder(20).append(fixed / Fixed8.ONE);
        long fraction = fixed % Fixed8.ONE;
        if (fraction == 0 && minDecimals == 0) {
            return text.toString();
        }
        text.append('.');
        int point = text.length();
        for (long unit = Fixed8.ONE / 10; unit > 0; unit /= 10) {
            text.append((char) ('0' + fraction / unit % 10));
        }
        while (text.length() - point > minDecimals && text.charAt(text.length() - 1) == '0') {
            text.setLength(text.length() - 1);
        }
        return text.toString();
    }

    private static String mantissa(String digits) {
        int end = digits.length();
        while (end > 2 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.charAt(0) + "." + (end == 1 ? "0" : digits.substring(1, end));
    }
}

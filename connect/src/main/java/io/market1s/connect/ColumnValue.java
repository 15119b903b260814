package io.market1s.connect;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;

/** What a column takes, so that PostgreSQL takes it too and no digit is lost. */
final class ColumnValue {
    /** Longer than any decimal, code or side that there is. */
    private static final int LONGEST = 128;

    /** The first moment of the year 10000. */
    private static final long END_OF_TIME = 253_402_300_800_000L;

    private ColumnValue() {}

    /** Whether the parser's current value fits a column of that schema. */
    static boolean fits(Schema column, JsonToken token, JsonParser json) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return column.isOptional();
        }
        if (Decimal.LOGICAL_NAME.equals(column.name())) {
            return token.isNumeric() && isPlain(json.getText());
        }
        if (Timestamp.LOGICAL_NAME.equals(column.name())) {
            return isIn(0, END_OF_TIME - 1, token, json);
        }
        return switch (column.type()) {
            case STRING -> token == JsonToken.VALUE_STRING && isText(json.getText());
            case INT32 -> isIn(0, Integer.MAX_VALUE, token, json);
            case INT64 -> isIn(Long.MIN_VALUE, Long.MAX_VALUE, token, json);
            case FLOAT64 -> token.isNumeric() && Double.isFinite(json.getDoubleValue());
            case BOOLEAN -> token.isBoolean();
            default -> false;
        };
    }

    private static boolean isIn(long least, long greatest, JsonToken token, JsonParser json) throws IOException {
        if (token != JsonToken.VALUE_NUMBER_INT || json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            return false;
        }
        long number = json.getLongValue();
        return number >= least && number <= greatest;
    }

    /** In plain notation: an exponent of a billion is short and becomes a number of a billion digits. */
    private static boolean isPlain(String number) {
        return number.length() <= LONGEST && number.indexOf('e') < 0 && number.indexOf('E') < 0;
    }

    /** Printable ASCII: PostgreSQL takes no NUL. */
    private static boolean isText(String text) {
        return !text.isEmpty() && text.length() <= LONGEST && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }
}

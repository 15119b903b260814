package io.market1s.dashboard.table;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of {@code market_1s} that the page gets, except {@code symbol}. */
public enum Column {
    TS(Kind.TIME),
    MID(Kind.DECIMAL),
    BID(Kind.DECIMAL),
    ASK(Kind.DECIMAL),
    SPREAD(Kind.DECIMAL),
    BID_SIZE(Kind.DECIMAL),
    ASK_SIZE(Kind.DECIMAL),
    IMBALANCE_TOP5(Kind.DOUBLE),
    LAST_TRADE_PRICE(Kind.DECIMAL),
    LAST_TRADE_SIDE(Kind.TEXT),
    TRADE_COUNT_1S(Kind.INTEGER),
    TRADE_VOLUME_1S(Kind.DECIMAL),
    TRADE_VALUE_1S(Kind.DECIMAL),
    BUY_VOLUME_1S(Kind.DECIMAL),
    OPEN(Kind.DECIMAL),
    HIGH(Kind.DECIMAL),
    LOW(Kind.DECIMAL),
    CLOSE(Kind.DECIMAL),
    BOOK_COUNT_1S(Kind.INTEGER),
    BOOK_AGE_MS(Kind.INTEGER),
    COMPLETE(Kind.BOOLEAN),
    TRADES_COMPLETE(Kind.BOOLEAN),
    REVISION(Kind.INTEGER);

    private static final List<String> NAMES =
            Arrays.stream(values()).map(Column::columnName).toList();

    private enum Kind {
        TIME,
        DECIMAL,
        DOUBLE,
        INTEGER,
        TEXT,
        BOOLEAN
    }

    private final Kind kind;

    Column(Kind kind) {
        this.kind = kind;
    }

    /** The names in the database, in the order of this type. */
    public static List<String> names() {
        return NAMES;
    }

    /** All of them, for a SELECT. */
    static String selected() {
        return Arrays.stream(values()).map(Column::columnName).collect(Collectors.joining(", "));
    }

    private String columnName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The cell of this column in the current row of a result. */
    @Nullable
    Object read(ResultSet row, int index) throws SQLException {
        Object value =
                switch (kind) {
                    case TIME -> row.getTimestamp(index).getTime();
                    case DECIMAL, TEXT -> row.getString(index);
                    case DOUBLE -> row.getDouble(index);
                    case INTEGER -> row.getLong(index);
                    case BOOLEAN -> row.getBoolean(index);
                };
        return row.wasNull() ? null : value;
    }
}

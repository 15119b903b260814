package io.market1s.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.market1s.data.json.BarJson;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

/** The bar's JSON, the connector's schema and the table say the same columns. */
class ColumnsTest {
    private static final String TYPE = "(text|timestamptz|numeric|double precision|integer|bigint|boolean)";
    private static final Pattern COLUMN =
            Pattern.compile("^ {4}([a-z_0-9]+) +" + TYPE + "( +NOT NULL)?,$", Pattern.MULTILINE);
    private static final Pattern ADDED = Pattern.compile(
            "^ALTER TABLE market_1s ADD COLUMN ([a-z_0-9]+) +" + TYPE + "( +NOT NULL)?", Pattern.MULTILINE);

    @Test
    void theSchemaHasTheFieldsOfTheBar() throws IOException {
        List<String> json = new ArrayList<>();
        new ObjectMapper()
                .readTree(BarJson.write(Bars.all(BigDecimal.ONE)))
                .fieldNames()
                .forEachRemaining(json::add);

        assertThat(new ShippedConverter().schema().fields())
                .extracting(Field::name)
                .containsExactlyElementsOf(json);
    }

    @Test
    void theTableHasTheColumnsOfTheSchemaWithTheirTypesAndNulls() throws IOException {
        Map<String, String> schema = new LinkedHashMap<>();
        for (Field field : new ShippedConverter().schema().fields()) {
            schema.put(field.name(), sqlType(field.schema()));
        }

        assertThat(table()).containsExactlyInAnyOrderEntriesOf(schema);
    }

    private static Map<String, String> table() throws IOException {
        Map<String, String> columns = new LinkedHashMap<>();
        addColumns("V1__market_1s.sql", COLUMN, columns);
        addColumns("V4__trades_complete.sql", ADDED, columns);
        return columns;
    }

    private static void addColumns(String migration, Pattern pattern, Map<String, String> columns) throws IOException {
        ClassLoader loader = Objects.requireNonNull(ColumnsTest.class.getClassLoader());
        try (InputStream file = Objects.requireNonNull(loader.getResourceAsStream("db/migration/" + migration))) {
            Matcher matcher = pattern.matcher(new String(file.readAllBytes(), UTF_8));
            while (matcher.find()) {
                columns.put(matcher.group(1), matcher.group(2) + (matcher.group(3) == null ? "" : " not null"));
            }
        }
    }

    private static String sqlType(Schema schema) {
        String type = Objects.requireNonNullElse(schema.name(), schema.type().getName());
        String column =
                switch (type) {
                    case Decimal.LOGICAL_NAME -> "numeric";
                    case Timestamp.LOGICAL_NAME -> "timestamptz";
                    case "string" -> "text";
                    case "int32" -> "integer";
                    case "int64" -> "bigint";
                    case "float64" -> "double precision";
                    default -> type;
                };
        return column + (schema.isOptional() ? "" : " not null");
    }
}

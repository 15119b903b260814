package io.market1s.benchmark.dsl;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.math.BigDecimal;
import java.util.List;

/** A frame as Jackson binds it: a trade or a book. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Event(
        String type,
        String code,
        long timestamp,
        long tradeTimestamp,
        BigDecimal tradePrice,
        BigDecimal tradeVolume,
        String askBid,
        long sequentialId,
        List<Unit> orderbookUnits) {

    /** One line of a book. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Unit(BigDecimal askPrice, BigDecimal bidPrice, BigDecimal askSize, BigDecimal bidSize) {}
}

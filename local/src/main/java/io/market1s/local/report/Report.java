package io.market1s.local.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.market1s.simulator.tally.Judgement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one run did. The components are the fields of the JSON, in snake case.
 *
 * @param from the least first covered second of the symbols
 * @param to the last second that had to be there, inclusive
 * @param secondsExpected rows that had to be there, over all symbols
 * @param rows of those, what the table has
 * @param missing of those, what the table does not have
 * @param duplicates rows beyond one for a symbol and a second
 * @param incomplete rows that did not see their whole second
 * @param revised rows whose content changed after they were first emitted
 * @param reemitted bars on the topic that repeat a row with unchanged content
 * @param lagMs from a second's end until an independent reader first saw its row
 * @param raw records by topic
 * @param quarantined what the ingest could not use
 * @param reconnects of the ingest
 * @param sinkRestarts how often the sink had to be started again
 * @param tradesMade distinct trades that the exchange made in the seconds that the table covers; null if it does not say
 * @param tradesCounted trades that the table has in them; null if the exchange does not say what it made
 * @param judged the rows by the exchange's own record; null if it does not say what it made
 * @param playShiftMs by how much a capture's times were moved; null unless one was played
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Report(
        List<String> symbols,
        @Nullable Instant from,
        Instant to,
        long secondsExpected,
        long rows,
        long missing,
        long duplicates,
        long incomplete,
        long revised,
        long reemitted,
        Lags.Percentiles lagMs,
        RawCounts raw,
        long quarantined,
        long reconnects,
        long sinkRestarts,
        @Nullable Long tradesMade,
        @Nullable Long tradesCounted,
        @Nullable Judged judged,
        @Nullable Long playShiftMs,
        String jdbcUrl) {

    /** Raw records by type. */
    public record RawCounts(long trade, long orderbook, long ticker, long heartbeat) {}

    /**
     * What the rows are worth by the exchange's own record.
     *
     * @param tradesMade trades that the exchange made in the seconds whose rows say that all trades are counted
     * @param tradesCounted trades that those rows count
     * @param differing rows that say that they, or all of their trades, are complete, and whose trades are not those made
     * @param staleBooks complete rows whose book is not the last that the exchange made before their {@code ts}
     * @param outsideFaults rows of seconds that no fault of the exchange touched
     * @param completeOutsideFaults those of them that are complete
     */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record Judged(
            long tradesMade,
            long tradesCounted,
            long differing,
            long staleBooks,
            long outsideFaults,
            long completeOutsideFaults) {
        /** The same as the exchange's judge says it. */
        public static Judged of(Judgement judgement) {
            return new Judged(
                    judgement.made(),
                    judgement.counted(),
                    judgement.differing(),
                    judgement.staleBooks(),
                    judgement.outsideFaults(),
                    judgement.completeOutsideFaults());
        }
    }

    /**
     * Whether every row is there, once, every trade was counted, once, and no row says more than is true of its trades.
     */
    public boolean holds() {
        return failures().isEmpty();
    }

    /** What is wrong, a sentence each for a person; empty if nothing is. */
    public List<String> failures() {
        List<String> failures = new ArrayList<>();
        if (missing != 0) {
            failures.add(missing == 1 ? "1 row is missing" : missing + " rows are missing");
        }
        if (duplicates != 0) {
            failures.add(duplicates == 1 ? "1 row is there twice" : duplicates + " rows are there twice");
        }
        if (tradesMade != null && !tradesMade.equals(tradesCounted)) {
            failures.add("the exchange made " + tradesMade + " trades, but the rows count " + tradesCounted);
        }
        if (judged != null && judged.differing != 0) {
            failures.add(judged.differing + " rows say that their trades are complete, but the exchange made others");
        }
        return failures;
    }

    /** Writes the report as JSON. */
    public void writeTo(Path file) throws IOException {
        ObjectMapper json =
                new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).addMixIn(Instant.class, AsText.class);
        Files.writeString(file, json.writeValueAsString(this) + System.lineSeparator());
    }

    /** Instants in ISO form without a module of their own. */
    @com.fasterxml.jackson.databind.annotation.JsonSerialize(
            using = com.fasterxml.jackson.databind.ser.std.ToStringSerializer.class)
    private interface AsText {}
}

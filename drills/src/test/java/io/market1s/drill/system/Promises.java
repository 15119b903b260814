package io.market1s.drill.system;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.market1s.drill.fault.Fault;
import io.market1s.drill.part.ImpossibleException;
import io.market1s.drill.table.Rows;
import io.market1s.drill.time.Timings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of the table: whether the promises held during one kind of fault.
 *
 * @param times how often it happened
 * @param rows what the table has of the time from shortly before the fault until rows were on time again
 * @param differences between those rows and what the raw topics give; null if that could not be found out
 * @param ownEnds how often a part ended that nobody had killed, and was started again
 * @param recoveryMs from the end of the fault until rows were on time again
 * @param broken what did not hold; empty if all did
 */
public record Promises(
        String fault,
        int times,
        @Nullable Rows rows,
        @Nullable Long differences,
        int ownEnds,
        @Nullable Recoveries recoveryMs,
        List<String> broken) {

    /** Milliseconds. */
    record Recoveries(long p50, long max) {
        static @Nullable Recoveries of(Timings took) {
            return took.isEmpty()
                    ? null
                    : new Recoveries(took.median().toMillis(), took.max().toMillis());
        }
    }

    /** A fault that could not be tried here. */
    static Promises notTried(Fault fault, ImpossibleException reason) {
        return new Promises(fault.name(), 0, null, null, 0, null, List.of("not tried: " + reason.getMessage()));
    }

    /** Whether everything that was promised held. */
    @JsonProperty("kept")
    boolean kept() {
        return broken.isEmpty();
    }
}

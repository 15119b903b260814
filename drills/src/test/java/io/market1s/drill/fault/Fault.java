package io.market1s.drill.fault;

import io.market1s.drill.part.ImpossibleException;
import io.market1s.drill.pipeline.SplitPipeline;

/** Something that goes wrong, once or several times. */
public interface Fault {
    /** What the table of promises calls it. */
    String name();

    /** How often it happens. */
    default int times() {
        return 1;
    }

    /**
     * Lets it happen, to its end, and tells about each time when rows were on time again.
     *
     * @throws ImpossibleException if this machine does not allow it
     */
    void happen(SplitPipeline pipeline, FaultLog log) throws Exception;
}

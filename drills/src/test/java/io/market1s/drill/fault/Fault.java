package io.market1s.drill.fault;

import io.market1s.drill.part.ImpossibleException;
import io.market1s.drill.pipeline.SplitPipeline;

/** A fault that the system drill causes, once or several times. */
public interface Fault {
    /** What the table of promises calls it. */
    String name();

    /** How often it happens. */
    default int times() {
        return 1;
    }

    /**
     * Causes the fault, ends it, and tells the log each time that it has ended.
     *
     * @throws ImpossibleException if this machine does not allow it
     */
    void happen(SplitPipeline pipeline, FaultLog log) throws Exception;
}

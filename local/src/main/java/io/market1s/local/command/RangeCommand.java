package io.market1s.local.command;

import io.market1s.local.console.StopSignal;
import io.market1s.local.run.Access;
import java.time.InstantSource;
import picocli.CommandLine.Mixin;

/** What the commands have in common that make rows of a range anew, for which they need the sink. */
abstract class RangeCommand extends DataCommand {
    final InstantSource clock;

    @Mixin
    RangeOptions range = new RangeOptions();

    RangeCommand(StopSignal stop, InstantSource clock) {
        super(stop);
        this.clock = clock;
    }

    @Override
    final void check() {
        range.check();
    }

    @Override
    final Access.Need need() {
        return Access.Need.SINK;
    }
}

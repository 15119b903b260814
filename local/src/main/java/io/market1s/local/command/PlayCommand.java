package io.market1s.local.command;

import io.market1s.local.console.StopSignal;
import io.market1s.local.folder.DataDir;
import io.market1s.local.run.SimulatedExchange;
import io.market1s.settings.BadUseException;
import io.market1s.simulator.SimulatorSettings;
import io.market1s.simulator.capture.Capture;
import io.market1s.simulator.capture.CaptureException;
import io.market1s.simulator.capture.CaptureFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code market-1s play FILE}: the pipeline against a recorded stretch of the exchange. */
@Command(
        name = "play",
        description =
                "Runs the whole pipeline as demo does, with the exchange played from a recorded capture whose"
                        + " times are moved to the present by whole seconds. After the end of the capture the exchange stays up and sends nothing.")
public final class PlayCommand extends RunCommand {
    private static final Logger LOG = LoggerFactory.getLogger(PlayCommand.class);
    private static final long FAULT_SEED = 1;

    @Parameters(
            paramLabel = "FILE",
            description = "The capture: one JSON object a line, {\"recv_ns\": receive time in ns, \"raw\": \"the"
                    + " frame\"}, frames in the format DEFAULT.")
    private Path file = Path.of("");

    @Mixin
    private FaultOptions faults = new FaultOptions();

    public PlayCommand(StopSignal stop, InstantSource clock) {
        super(stop, clock);
    }

    @Override
    LocalRun.ExchangeSource source(RunOptions options) {
        if (CaptureFiles.unpacksNativeParts(file)) {
            DataDir.unpackIn(options.location.dataDir);
        }
        Capture capture = load();
        List<String> symbols = options.symbolsOf(capture.symbols());
        SimulatorSettings settings = faults.applyTo(SimulatorSettings.playing(capture), FAULT_SEED);
        return ports -> SimulatedExchange.playing(settings.withPort(ports.exchange()), capture, symbols);
    }

    private Capture load() {
        try {
            Capture capture = Capture.load(file);
            capture.notes().forEach(note -> LOG.warn("{}: {}", file, note));
            return capture;
        } catch (CaptureException e) {
            throw new BadUseException("cannot play " + e.getMessage());
        }
    }
}

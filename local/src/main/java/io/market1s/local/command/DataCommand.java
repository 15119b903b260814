package io.market1s.local.command;

import io.market1s.local.console.Progress;
import io.market1s.local.console.StopSignal;
import io.market1s.local.folder.DataDir;
import io.market1s.local.folder.Location;
import io.market1s.local.run.Access;
import io.market1s.settings.BadUseException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * What all commands have in common that work on the data of a run. The run may be under way or have ended. A request to
 * stop interrupts the command.
 */
@Command(
        synopsisHeading = "%n",
        descriptionHeading = "%n",
        optionListHeading = "%n",
        exitCodeListHeading = "%nExit codes%n")
abstract class DataCommand implements Callable<Integer> {
    private final StopSignal stop;

    @Mixin
    private Location location = new Location();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private volatile boolean running;

    DataCommand(StopSignal stop) {
        this.stop = stop;
    }

    final Path dataDir() {
        return location.dataDir;
    }

    /**
     * Checks the options, before anything is started.
     *
     * @throws BadUseException naming the first
     */
    abstract void check() throws InterruptedException;

    /** The servers that the command needs. */
    abstract Access.Need need();

    /** Whether the command also works on a new data folder. */
    boolean beginsAnew() {
        return false;
    }

    /**
     * Does the work.
     *
     * @return the exit code
     */
    abstract int run(Access access, Progress progress) throws Exception;

    @Override
    public final Integer call() throws Exception {
        check();
        if (!beginsAnew() && !DataDir.isUsed(location.dataDir)) {
            throw new BadUseException("there is no data in " + location.dataDir.toAbsolutePath()
                    + "; run ./market-1s demo first, or name another folder with --data-dir");
        }
        Progress progress = new Progress(spec.commandLine().getOut(), stop::isRequested);
        interruptOnStop(Thread.currentThread());
        try (Access access = Access.open(location, spec.name(), need(), progress)) {
            return run(access, progress);
        } catch (BadUseException e) {
            throw e;
        } catch (InterruptedException | java.util.concurrent.CancellationException e) {
            progress.say("Stopped before it was finished.");
            return 1;
        } catch (Exception e) {
            LoggerFactory.getLogger(DataCommand.class).debug("{} failed", spec.name(), e);
            progress.say("%s failed: %s", spec.name(), e.getMessage() == null ? e : e.getMessage());
            return 1;
        } finally {
            running = false;
        }
    }

    private void interruptOnStop(Thread thread) {
        running = true;
        stop.whenRequested(() -> {
            if (running) {
                thread.interrupt();
            }
        });
    }
}

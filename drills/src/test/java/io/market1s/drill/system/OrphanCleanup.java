package io.market1s.drill.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.market1s.drill.part.Volume;
import io.market1s.local.postgres.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes what a drill leaves behind if its JVM is killed: processes, mounted volumes and files. All of them show the
 * path of the drill's folder, and the path has the process id of the JVM. Does nothing on a system without {@code
 * /proc}.
 */
final class OrphanCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanCleanup.class);
    private static final String NAME = "market1s-drill-";
    private static final Pattern FOLDER = Pattern.compile("/[^\\s\\x00=:]*/" + NAME + "(\\d+)(?=/)");
    private static final Pattern PROGRAM = Pattern.compile("/(java|postgres)$");
    private static final Path PROCESSES = Path.of("/proc");

    private OrphanCleanup() {}

    /** Makes the folder of this JVM's drill. */
    static Path folderIn(Path parent) throws IOException {
        return Files.createDirectory(
                parent.resolve(NAME + ProcessHandle.current().pid()));
    }

    /** Removes what drills have left whose JVM does not run any more. */
    static void clear() throws IOException {
        Set<Path> folders = new TreeSet<>();
        for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
            Optional<Path> folder = process.info()
                    .command()
                    .filter(command -> PROGRAM.matcher(command).find())
                    .flatMap(command -> orphaned(read(Long.toString(process.pid()), "cmdline")));
            if (folder.isPresent()) {
                LOG.info("killing process {}, which an earlier drill left behind", process.pid());
                process.destroyForcibly();
                process.onExit().join();
                folders.add(folder.get());
            }
        }
        for (String line : read("self", "mounts").lines().toList()) {
            String mount = line.split(" ", -1)[1];
            Optional<Path> folder = orphaned(mount + "/");
            if (folder.isPresent()) {
                LOG.info("unmounting {}, which an earlier drill left behind", mount);
                Volume.unmount(Path.of(mount));
                folders.add(folder.get());
            }
        }
        for (Path folder : folders) {
            Folders.delete(folder);
        }
    }

    /** The folder of a drill that a text names, if the drill's JVM does not run any more. */
    private static Optional<Path> orphaned(String text) {
        Matcher folder = FOLDER.matcher(text);
        return folder.find()
                        && ProcessHandle.of(Long.parseLong(folder.group(1))).isEmpty()
                ? Optional.of(Path.of(folder.group()))
                : Optional.empty();
    }

    private static String read(String process, String file) {
        try {
            return new String(Files.readAllBytes(PROCESSES.resolve(process).resolve(file)), UTF_8);
        } catch (IOException e) {
            // It has ended meanwhile.
            return "";
        }
    }
}

package io.market1s.local.folder;

import io.market1s.local.postgres.Folders;
import io.market1s.settings.BadUseException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The folder that holds everything a local run keeps or unpacks. One run at a time: it is locked until {@link #close}.
 */
public final class DataDir implements AutoCloseable {
    private final Path root;
    private final @Nullable FileChannel lock;

    private DataDir(Path root, @Nullable FileChannel lock) {
        this.root = root;
        this.lock = lock;
    }

    /**
     * Creates what is missing, takes the lock and clears the temporary folder.
     *
     * @throws BadUseException if the folder cannot be written or another run uses it
     */
    public static DataDir open(Path folder) {
        return openUnlessUsed(folder)
                .orElseThrow(() -> new BadUseException("the data folder " + normal(folder)
                        + " is in use by another run; stop that one, or choose another folder with --data-dir"));
    }

    /** The same, but empty if another run uses the folder. */
    public static Optional<DataDir> openUnlessUsed(Path folder) {
        Path root = normal(folder);
        try {
            Files.createDirectories(root);
            FileChannel lock = lock(root);
            if (lock == null) {
                return Optional.empty();
            }
            DataDir dataDir = new DataDir(root, lock);
            Folders.delete(dataDir.temporary());
            for (Path part : List.of(dataDir.temporary(), dataDir.logs())) {
                Files.createDirectories(part);
            }
            return Optional.of(dataDir);
        } catch (IOException e) {
            throw unusable(root, e);
        }
    }

    /** The folder of a run that is under way; nothing is locked, created or cleared. */
    public static DataDir ofRunning(Path folder) {
        return new DataDir(normal(folder), null);
    }

    /** Whether a run has ever kept something there. */
    public static boolean isUsed(Path folder) {
        return Files.exists(new DataDir(normal(folder), null).kafka());
    }

    /**
     * Lets libraries unpack their native parts in a folder, not in the system's, which they would litter. To be called
     * before any of them does, even if that is before the folder is opened.
     */
    public static void unpackIn(Path folder) {
        Path temporary = new DataDir(normal(folder), null).temporary();
        try {
            Files.createDirectories(temporary);
        } catch (IOException e) {
            throw unusable(normal(folder), e);
        }
        System.setProperty("java.io.tmpdir", temporary.toString());
    }

    private static Path normal(Path folder) {
        return folder.toAbsolutePath().normalize();
    }

    private static BadUseException unusable(Path root, IOException e) {
        return new BadUseException(
                "cannot write to the data folder " + root + " (" + why(e) + "); choose another one with --data-dir");
    }

    private static String why(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of that name";
        }
        return e instanceof FileSystemException known && known.getReason() != null
                ? known.getReason()
                : String.valueOf(e.getMessage());
    }

    private static @Nullable FileChannel lock(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (tryLock(channel) == null) {
            channel.close();
            return null;
        }
        return channel;
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    /** Folder of PostgreSQL: its programs, its data and its superuser's password. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** Folder of Kafka's logs. */
    public Path kafka() {
        return root.resolve("kafka");
    }

    /** Folder of the Connect worker. */
    public Path connect() {
        return root.resolve("connect");
    }

    /** Folder of the resampler's state. */
    public Path state() {
        return root.resolve("state");
    }

    /** Folder of the log files. */
    public Path logs() {
        return root.resolve("logs");
    }

    /** Where libraries unpack what they need while they run; emptied at every start. */
    public Path temporary() {
        return root.resolve("tmp");
    }

    @Override
    public String toString() {
        return root.toString();
    }

    /** Releases the lock. */
    @Override
    public void close() throws IOException {
        if (lock != null) {
            lock.close();
        }
    }
}

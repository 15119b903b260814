package io.market1s.drill.part;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A small file system of its own, which can be filled to the last byte: ext4 in a file, mounted over a loop device. Needs
 * the right to mount.
 */
public final class Volume implements AutoCloseable {
    private static final int CHUNK = 1 << 20;
    private static final int CRUMB = 1 << 12;

    private final Path mount;
    private final Path ballast;

    private Volume(Path mount) {
        this.mount = mount;
        this.ballast = mount.resolve("ballast");
    }

    /**
     * Makes and mounts one.
     *
     * @param mount folder where its files are to be seen
     * @throws IOException if this machine does not allow it, with the reason
     */
    public static Volume mount(Path image, Path mount, int mebibytes) throws IOException {
        Files.createDirectories(mount);
        run("truncate", "-s", mebibytes + "M", image.toString());
        run("mkfs.ext4", "-q", "-m", "0", image.toString());
        run("mount", "-o", "loop", image.toString(), mount.toString());
        Files.delete(mount.resolve("lost+found"));
        return new Volume(mount);
    }

    /** Takes every byte that is free now. */
    public void fill() throws IOException {
        write(CHUNK);
        write(CRUMB);
    }

    /** Gives back what {@link #fill} took. */
    public void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException {
        unmount(mount);
    }

    /** Unmounts a volume, also if somebody still uses it. */
    public static void unmount(Path mount) throws IOException {
        run("umount", "-l", mount.toString());
    }

    private void write(int size) throws IOException {
        byte[] zeros = new byte[size];
        try (OutputStream out = Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (mount.toFile().getUsableSpace() > 0) {
                out.write(zeros);
            }
        } catch (IOException e) {
            if (mount.toFile().getUsableSpace() > size) {
                throw e;
            }
        }
    }

    private static void run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output.strip());
        }
    }
}

package io.market1s.local.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs for this machine, unpacked once from the class path. */
final class PostgresSoftware {
    private final Path home;

    private PostgresSoftware(Path home) {
        this.home = home;
    }

    /** Unpacks below the folder what is not there yet. */
    static PostgresSoftware in(Path folder) throws IOException {
        URL archive = archive();
        // The length tells one release's archive from another's.
        Path home = folder.resolve("software-" + archive.openConnection().getContentLengthLong());
        if (!Files.exists(home)) {
            Path unfinished = Files.createTempDirectory(folder, "unpacking");
            unpack(archive, unfinished);
            Files.move(unfinished, home);
        }
        return new PostgresSoftware(home);
    }

    /** The path of one of its programs. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static URL archive() throws IOException {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch");
        List<String> names = arch.equals("aarch64") ? List.of("arm_64", "arm64v8") : List.of("x86_64");
        for (String name : names) {
            URL url = PostgresSoftware.class.getResource("/postgres-" + os + "-" + name + ".txz");
            if (url != null) {
                return url;
            }
        }
        throw new IOException(
                "there is no PostgreSQL for " + os + " on " + arch + " in this build; build again on this machine");
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        // tar keeps the links and the rights; xz is not everywhere, so that part is ours.
        Process tar = new ProcessBuilder("tar", "-xf", "-", "-C", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (InputStream packed = archive.openStream();
                InputStream plain = new XZInputStream(packed);
                OutputStream input = tar.getOutputStream()) {
            plain.transferTo(input);
        }
        if (Program.exitCode(tar) != 0) {
            throw new IOException("tar could not unpack PostgreSQL into " + folder);
        }
        // Other users, as which root runs it, must be able to enter.
        if (!folder.toFile().setExecutable(true, false) || !folder.toFile().setReadable(true, false)) {
            throw new IOException("cannot set the rights of " + folder);
        }
    }
}

package io.market1s.local.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Passwords in files that only their owner can read. */
final class PasswordFile {
    private static final int BYTES = 24;

    private PasswordFile() {}

    /** The password in a file; a new random one if there is no file. */
    static String readOrCreate(Path file) throws IOException {
        if (!Files.exists(file)) {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(random), StandardOpenOption.TRUNCATE_EXISTING);
        }
        return Files.readString(file).strip();
    }
}

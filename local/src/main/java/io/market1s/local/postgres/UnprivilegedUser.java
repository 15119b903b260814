package io.market1s.local.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How PostgreSQL's programs are run so that they do not see themselves as root, which they refuse: plainly for a normal
 * user; in a user namespace of their own, or else as an unprivileged user, for root.
 */
final class UnprivilegedUser {
    private static final String NOBODY = "65534";

    private final List<String> prefix;
    private final boolean ownsFolder;

    private UnprivilegedUser(List<String> prefix, boolean ownsFolder) {
        this.prefix = prefix;
        this.ownsFolder = ownsFolder;
    }

    /** The account that works on this machine. */
    static UnprivilegedUser current() throws IOException {
        if (!Program.run(List.of("id", "-u")).output().strip().equals("0")) {
            return new UnprivilegedUser(List.of(), false);
        }
        if (succeeds("unshare", "-U", "true")) {
            return new UnprivilegedUser(List.of("unshare", "-U"), false);
        }
        List<String> unprivileged =
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");
        if (succeeds(Program.with(unprivileged, "true").toArray(String[]::new))) {
            return new UnprivilegedUser(unprivileged, true);
        }
        throw new IOException("PostgreSQL does not run as root, and neither unshare -U nor setpriv works here;"
                + " run as a normal user");
    }

    /** Makes a folder and all that is in it this account's own. */
    void own(Path folder) throws IOException {
        if (ownsFolder) {
            Program.run(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()))
                    .orThrow();
        }
    }

    /** Runs a program to its end. */
    Program.Result run(List<String> command) throws IOException {
        List<String> whole = new ArrayList<>(prefix);
        whole.addAll(command);
        return Program.run(whole);
    }

    private static boolean succeeds(String... command) {
        try {
            return Program.run(List.of(command)).exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}

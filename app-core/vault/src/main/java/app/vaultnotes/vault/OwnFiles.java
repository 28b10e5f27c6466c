package app.vaultnotes.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * The files that a vault consists of. They are not brought in as if they were somebody's: the
 * system takes all locks on a file from a process that closes it once.
 */
public final class OwnFiles {

    private static final Set<String> FOLDERS = Set.of("blobs", "backups");

    private OwnFiles() {}

    /**
     * Refuses what lies directly in a vault's folder or among its attachments or backups. In other
     * folders beside them may be what somebody keeps there.
     *
     * @param source a file or folder, which is not opened
     * @throws IOException when there is no such file or folder
     */
    public static void refuse(Path source) throws IOException {
        Path real = source.toRealPath();
        if (OpenDatabase.isOpen(real)) {
            throw refused(source); // by whatever name: a hard link is the same file
        }
        for (Path at = real.getParent(); at != null; at = at.getParent()) {
            Path inside = at.relativize(real);
            boolean own =
                    FOLDERS.contains(inside.getName(0).toString())
                            || (inside.getNameCount() == 1 && !Files.isDirectory(real));
            if (own && VaultMark.isMarked(at)) {
                throw refused(source);
            }
        }
    }

    private static VaultException refused(Path source) {
        return new VaultException(
                VaultException.Code.REFUSED,
                source + " lies among the files of a vault itself.",
                "Copy it to another folder first.");
    }
}

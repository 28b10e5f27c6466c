package app.vaultnotes.relay.blob;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may use, from the moment they are there. */
public final class Privacy {

    private Privacy() {}

    /** Opens a file; when it makes it, for its owner alone. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), only(file, "rw-------"));
    }

    /** Makes a folder with those around it; one that is there is left as it is. */
    public static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder, only(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is a file, not a folder", e);
        }
    }

    /** Other file systems than those of POSIX have ways of their own. */
    private static FileAttribute<?>[] only(Path path, String permissions) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

package app.vaultnotes.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A temporary folder that goes with all that is in it. */
final class Scratch implements AutoCloseable {

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path folder;

    Scratch(String prefix) throws IOException {
        this(Files.createTempDirectory(prefix));
    }

    private Scratch(Path folder) {
        this.folder = folder;
    }

    /**
     * A folder whose name is known beforehand, when there is none of that name; a folder of an
     * unknown name otherwise.
     */
    static Scratch named(String name) throws IOException {
        Path folder = Path.of(System.getProperty("java.io.tmpdir", "."), name);
        try {
            // Nobody else may look into it, as with any temporary folder.
            return new Scratch(
                    folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                            ? Files.createDirectory(folder, OWNERS)
                            : Files.createDirectory(folder));
        } catch (FileAlreadyExistsException e) {
            return new Scratch(name);
        }
    }

    /** A folder in another one, which is on the same disk as what is beside it. */
    static Scratch in(Path folder) throws IOException {
        return new Scratch(Files.createTempDirectory(folder, ".vaultnotes-"));
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}

package app.vaultnotes.relay.blob;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/** Files and folders that only their owner may use, from the moment they are there. */
public final class Privacy {

    private static final Set<PosixFilePermission> OWNERS =
            PosixFilePermissions.fromString("rwx------");

    private Privacy() {}

    /** Opens a file; when it makes it, for its owner alone. */
    public static FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), only(file, "rw-------"));
    }

    /**
     * Writes a file for its owner alone, all of it and on the disk when this returns: whenever the
     * machine stops, the file is as it was or whole.
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out =
                open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            BlobFolder.write(out, ByteBuffer.wrap(bytes), 0);
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        BlobFolder.sync(file.toAbsolutePath().resolveSibling(""));
    }

    /** Makes a folder with those around it; one that is there is left as it is. */
    public static void makeFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder, only(folder, "rwx------"));
        } catch (FileAlreadyExistsException e) {
            throw new IOException(folder + " is a file, not a folder", e);
        }
    }

    /**
     * Takes files and folders from everybody but their owner. Links are left as they are.
     *
     * @param except folders that are passed over with all in them
     * @return how many others could have used
     */
    public static int mend(Path folder, Set<Path> except) throws IOException {
        if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return 0;
        }
        int[] mended = {0};
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes is)
                            throws IOException {
                        if (except.contains(each)) {
                            return FileVisitResult.SKIP_SUBTREE;
                        }
                        mended[0] += mendOne(each);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path each, BasicFileAttributes is)
                            throws IOException {
                        mended[0] += is.isSymbolicLink() ? 0 : mendOne(each);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path each, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // gone meanwhile
                        }
                        throw e;
                    }
                });
        return mended[0];
    }

    private static int mendOne(Path path) throws IOException {
        Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
        Set<PosixFilePermission> own = EnumSet.copyOf(OWNERS);
        own.retainAll(found);
        if (own.equals(found)) {
            return 0;
        }
        Files.setPosixFilePermissions(path, own);
        return 1;
    }

    /** Whether nobody but its owner may look into a folder that is there. */
    public static boolean isPrivate(Path folder) throws IOException {
        return !folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                || OWNERS.containsAll(Files.getPosixFilePermissions(folder));
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

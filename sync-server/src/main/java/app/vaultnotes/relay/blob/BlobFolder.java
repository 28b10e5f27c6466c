package app.vaultnotes.relay.blob;

import app.vaultnotes.relay.blob.BlobStoreException.Kind;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The files of a store: {@code blobs/ab/abcdef…} for what is complete, {@code partial} for uploads,
 * {@code incoming} for what is being written, {@code locks} for turns.
 *
 * <p>A file comes to its name under {@code blobs} only by a rename, after its bytes are on the
 * disk, and counts as kept only after the names are on the disk, too.
 */
final class BlobFolder {

    private static final int PREFIX_CHARS = 2;
    private static final int FOLDERS = 256;

    private final Path home;

    private BlobFolder(Path home) {
        this.home = home;
    }

    /** The folder with all that it needs, made when it is missing. */
    static BlobFolder at(Path home) throws IOException {
        boolean fresh = !Files.exists(home);
        BlobFolder folder = new BlobFolder(home);
        for (Path each :
                List.of(folder.blobs(), folder.partial(), folder.incoming(), folder.locks())) {
            Privacy.makeFolder(each);
        }
        sync(home);
        if (fresh) {
            sync(home.toAbsolutePath().resolveSibling(""));
        }
        return folder;
    }

    private Path blobs() {
        return home.resolve("blobs");
    }

    Path partial() {
        return home.resolve("partial");
    }

    Path incoming() {
        return home.resolve("incoming");
    }

    Path locks() {
        return home.resolve("locks");
    }

    Path file(Hash hash) {
        String name = hash.toString();
        return blobs().resolve(name.substring(0, PREFIX_CHARS)).resolve(name);
    }

    /** What goes wrong here, said once. */
    BlobStoreException failed(String what, IOException e) {
        String why = e.getMessage() == null ? e.toString() : e.getMessage();
        return new BlobStoreException(
                Kind.UNAVAILABLE,
                what + " in " + home + ": " + why,
                "See that the disk has room and that this user may read and write the folder.",
                e);
    }

    /** Writes bytes and puts them in their place. */
    void keep(Hash hash, byte[] bytes) throws IOException {
        Path fresh = incoming().resolve(hash + "." + UUID.randomUUID());
        try {
            try (FileChannel file =
                    Privacy.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                write(file, ByteBuffer.wrap(bytes), 0);
                file.force(true);
            }
            place(fresh, hash);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /** Moves a file to its place, its bytes being on the disk; durable afterwards. */
    void place(Path file, Hash hash) throws IOException {
        Path target = file(hash);
        Path parent = blobs().resolve(target.getName(target.getNameCount() - 2));
        Privacy.makeFolder(parent);
        // The file system would say when it was written, which may be long ago.
        Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        Files.move(
                file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(parent);
        sync(blobs());
    }

    static void write(FileChannel file, ByteBuffer bytes, long offset) throws IOException {
        long end = offset;
        while (bytes.hasRemaining()) {
            end += file.write(bytes, end);
        }
    }

    /** Makes the names in a folder durable, or the bytes of a file. */
    static void sync(Path path) throws IOException {
        if (Files.isDirectory(path) && isWindows()) {
            return; // it does not open folders, and its file system keeps names by itself
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static boolean isWindows() {
        return java.io.File.separatorChar == '\\';
    }

    /** The blobs after a hash, in order, not more than a limit. */
    List<StoredBlob> list(Hash after, int limit) throws IOException {
        List<StoredBlob> found = new ArrayList<>();
        int first = Byte.toUnsignedInt(after.toByteArray()[0]);
        for (int folder = first; folder < FOLDERS && found.size() < limit; folder++) {
            for (Hash hash : in(blobs().resolve("%02x".formatted(folder)), after)) {
                if (found.size() < limit) {
                    stored(hash).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private List<Hash> in(Path folder, Hash after) throws IOException {
        return children(folder).stream()
                .map(file -> file.getFileName().toString())
                .filter(name -> name.compareTo(after.toString()) > 0)
                .sorted()
                .flatMap(name -> Digests.named(name).stream())
                .filter(hash -> folder.equals(file(hash).getParent()))
                .toList();
    }

    /** What is in a folder; nothing when there is none. */
    static List<Path> children(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            files.forEach(found::add);
        } catch (NoSuchFileException nothingYet) {
            return found;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** A blob as it is now; nothing when it is not there. */
    Optional<StoredBlob> stored(Hash hash) throws IOException {
        try {
            BasicFileAttributes file = Files.readAttributes(file(hash), BasicFileAttributes.class);
            return file.isRegularFile()
                    ? Optional.of(
                            new StoredBlob(hash, file.size(), file.lastModifiedTime().toInstant()))
                    : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }
}

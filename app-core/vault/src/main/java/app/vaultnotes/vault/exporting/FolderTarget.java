package app.vaultnotes.vault.exporting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * An export into a folder. Names were made harmless before; nothing is ever overwritten. One that
 * is abandoned takes away what it made, and nothing else.
 */
final class FolderTarget implements Target {

    private final Path root;
    private final Deque<Path> made = new ArrayDeque<>();

    FolderTarget(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        make(this.root);
    }

    private void make(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            made.push(folder);
        }
    }

    private Path resolve(List<String> path) throws IOException {
        Path resolved = root;
        for (String name : path) {
            resolved = resolved.resolve(name);
        }
        if (!resolved.normalize().equals(resolved) || !resolved.startsWith(root)) {
            throw new IOException("the name leads out of the folder");
        }
        return resolved;
    }

    @Override
    public boolean folder(List<String> path) throws IOException {
        Path folder = resolve(path);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(folder)) {
            return false;
        }
        make(folder);
        return true;
    }

    @Override
    public boolean file(List<String> path, InputStream content, long modifiedMillis)
            throws IOException {
        Path file = resolve(path);
        try {
            Files.copy(content, file);
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException | RuntimeException e) {
            remove(file, e); // half a file looks like a whole one
            throw e;
        }
        made.push(file);
        Files.setLastModifiedTime(file, FileTime.fromMillis(modifiedMillis));
        return true;
    }

    private static void remove(Path file, Exception why) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /** Last made, first gone, so that folders are empty by then; one that is not stays. */
    @Override
    public void abandon() throws IOException {
        while (!made.isEmpty()) {
            try {
                Files.deleteIfExists(made.pop());
            } catch (DirectoryNotEmptyException stays) {
                // somebody else put something there
            }
        }
    }

    @Override
    public void close() {
        // nothing is held open
    }
}

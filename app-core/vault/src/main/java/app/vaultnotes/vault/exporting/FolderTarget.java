package app.vaultnotes.vault.exporting;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** An export into a folder. Names were made harmless before; nothing is ever overwritten. */
final class FolderTarget implements Target {

    private final Path root;

    FolderTarget(Path root) throws IOException {
        this.root = root.toAbsolutePath().normalize();
        Files.createDirectories(this.root);
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
        Files.createDirectories(folder);
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

    @Override
    public void abandon() {
        // what is there are whole files
    }

    @Override
    public void close() {
        // nothing is held open
    }
}

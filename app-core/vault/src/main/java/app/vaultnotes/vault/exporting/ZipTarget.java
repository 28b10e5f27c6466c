package app.vaultnotes.vault.exporting;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An export into one zip file. */
final class ZipTarget implements Target {

    private final Path file;
    private final ZipOutputStream zip;
    private final Set<List<String>> folders = new HashSet<>();
    private final Set<List<String>> files = new HashSet<>();

    ZipTarget(Path file) throws IOException {
        this.file = file;
        this.zip =
                new ZipOutputStream(
                        new BufferedOutputStream(
                                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)));
    }

    @Override
    public boolean folder(List<String> path) throws IOException {
        if (files.contains(path)) {
            return false;
        }
        if (!path.isEmpty() && folders.add(path)) {
            zip.putNextEntry(entry(String.join("/", path) + "/"));
            zip.closeEntry();
        }
        return true;
    }

    private static ZipEntry entry(String name) throws FileSystemException {
        try {
            return new ZipEntry(name);
        } catch (IllegalArgumentException e) {
            FileSystemException failure =
                    new FileSystemException(name, null, "path too long for a zip file");
            failure.initCause(e);
            throw failure;
        }
    }

    @Override
    public boolean file(List<String> path, InputStream content, long modifiedMillis)
            throws IOException {
        if (folders.contains(path) || !files.add(path)) {
            return false;
        }
        ZipEntry entry = entry(String.join("/", path));
        entry.setLastModifiedTime(FileTime.fromMillis(modifiedMillis));
        zip.putNextEntry(entry);
        content.transferTo(zip);
        zip.closeEntry();
        return true;
    }

    @Override
    public void abandon() throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

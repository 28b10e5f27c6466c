package app.vaultnotes.vault.exporting;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private final ZipOutputStream zip;
    private final Set<List<String>> written = new HashSet<>();

    ZipTarget(Path file) throws IOException {
        this.zip =
                new ZipOutputStream(
                        new BufferedOutputStream(
                                Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)));
    }

    @Override
    public void folder(List<String> path) throws IOException {
        if (!path.isEmpty() && written.add(path)) {
            zip.putNextEntry(new ZipEntry(String.join("/", path) + "/"));
            zip.closeEntry();
        }
    }

    @Override
    public boolean file(List<String> path, InputStream content, long modifiedMillis)
            throws IOException {
        if (!written.add(path)) {
            return false;
        }
        ZipEntry entry = new ZipEntry(String.join("/", path));
        entry.setLastModifiedTime(FileTime.fromMillis(modifiedMillis));
        zip.putNextEntry(entry);
        content.transferTo(zip);
        zip.closeEntry();
        return true;
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}

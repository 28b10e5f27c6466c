package app.vaultnotes.desktop;

import app.vaultnotes.vault.Projection;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Copies of attachments that other programs show. They can only be read, so that nobody takes them
 * for the attachments themselves, and are gone when the app ends. For any thread.
 */
final class OpenedCopies implements AutoCloseable {

    /** What a system would run instead of showing it. */
    private static final Set<String> PROGRAMS =
            Set.of(
                    "exe",
                    "bat",
                    "cmd",
                    "com",
                    "msi",
                    "scr",
                    "ps1",
                    "vbs",
                    "vbe",
                    "js",
                    "jse",
                    "wsf",
                    "hta",
                    "jar",
                    "jnlp",
                    "sh",
                    "bash",
                    "csh",
                    "desktop",
                    "app",
                    "command",
                    "lnk",
                    "url",
                    "pif",
                    "reg",
                    "appimage",
                    "deb",
                    "rpm",
                    "py",
                    "pl",
                    "rb");

    private final List<Path> folders = new ArrayList<>();

    /**
     * Makes a copy.
     *
     * @throws VaultException for a program, which is not to be run from a note
     */
    Path of(Vault vault, Projection.FileState file) throws IOException {
        String name = file.name().replaceAll("[/\\\\:*?\"<>|\\p{Cntrl}]", "_");
        if (PROGRAMS.contains(extension(name))) {
            throw new VaultException(
                    VaultException.Code.INVALID, Words.of("file.program", file.name()), "");
        }
        Path folder = Files.createTempDirectory("vaultnotes-open");
        synchronized (folders) {
            folders.add(folder);
        }
        Path copy = folder.resolve(name.startsWith("-") ? "_" + name : name);
        try (InputStream in = vault.blobs().open(file.blob())) {
            Files.copy(in, copy);
        }
        if (!copy.toFile().setReadOnly()) {
            throw new IOException(copy.toString());
        }
        return copy;
    }

    private static String extension(String name) {
        String trimmed = name.strip().replaceAll("[. ]+$", "");
        return trimmed.substring(trimmed.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /** Takes all copies away. */
    @Override
    public void close() {
        synchronized (folders) {
            folders.forEach(OpenedCopies::delete);
            folders.clear();
        }
    }

    private static void delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is)
                                throws IOException {
                            boolean _ = file.toFile().setWritable(true);
                            Files.delete(file);
                            return FileVisitResult.CONTINUE;
                        }
                    });
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            folder.toFile().deleteOnExit(); // A program still holds it.
        }
    }
}

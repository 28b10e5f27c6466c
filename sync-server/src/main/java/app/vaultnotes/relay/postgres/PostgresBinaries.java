package app.vaultnotes.relay.postgres;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The programs of PostgreSQL, unpacked once from the jar that has them for this kind of machine.
 *
 * @param folder has {@code bin}, {@code lib} and {@code share}
 */
record PostgresBinaries(Path folder) {

    /** Where all of it is unpacked, so that one that was cut off is not taken for whole. */
    private static final String UNPACKING = ".unpacking";

    /** The programs in a folder, unpacked there unless they are. */
    static PostgresBinaries in(Path home) throws IOException {
        Path folder = home.resolve("programs-" + version());
        if (!Files.isDirectory(folder)) {
            try (InputStream packed = archive()) {
                unpack(packed, folder);
            }
        }
        return new PostgresBinaries(folder);
    }

    /** The first number of the version, by which folders of data fit or do not. */
    static String majorVersion() throws IOException {
        archive().close();
        return version().replaceAll("\\..*", "");
    }

    /** What the jar for this machine has. */
    private static InputStream archive() {
        String name = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        InputStream packed = PostgresBinaries.class.getResourceAsStream("/" + name);
        if (packed == null) {
            throw new PostgresException(
                    "There is no PostgreSQL for this machine (" + name + ") in this program.",
                    "Give the relay a PostgreSQL of your own.");
        }
        return packed;
    }

    /** The version that the jar has, which the build writes down. */
    private static String version() throws IOException {
        try (InputStream in = PostgresBinaries.class.getResourceAsStream("postgres-version.txt")) {
            return in == null ? "unknown" : new String(in.readAllBytes(), UTF_8).strip();
        }
    }

    private static String archive(String system, String processor) {
        String name = system.toLowerCase(Locale.ROOT);
        String os =
                name.startsWith("mac") ? "darwin" : name.startsWith("win") ? "windows" : "linux";
        String cpu =
                switch (processor) {
                    case "amd64", "x86_64" -> "x86_64";
                    case "aarch64", "arm64" -> "arm_64";
                    default -> processor;
                };
        return "postgres-" + os + "-" + cpu + ".txz";
    }

    private static void unpack(InputStream packed, Path folder) throws IOException {
        Path half = folder.resolveSibling(folder.getFileName() + UNPACKING);
        Folders.delete(half);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(tar, entry, half);
            }
        }
        Files.move(half, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder)
            throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("an entry outside of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        if ((entry.getMode() & 0100) != 0
                && target.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    /** One of the programs. */
    String program(String name) {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return folder.resolve("bin").resolve(windows ? name + ".exe" : name).toString();
    }
}

package app.vaultnotes.vault.store;

import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;
import org.sqlite.util.OSInfo;

/**
 * Unpacks SQLite's native library once into a private folder of this user and has the driver load
 * it from there.
 *
 * <p>Left to itself, the driver unpacks it into the shared temporary folder at every start, where
 * another user could put one of his own in its place, and leaves it there when the process is
 * killed. Here the file is named after the driver's version and its checksum, which are known from
 * the jar's directory without unpacking anything, and compared with both before it is used.
 */
final class NativeSqlite {

    /** Names another folder to unpack into; shared with the other native library. */
    static final String FOLDER_PROPERTY = "vaultnotes.native";

    private static final String DRIVER_PATH = "org.sqlite.lib.path";
    private static final String DRIVER_NAME = "org.sqlite.lib.name";
    private static final String DRIVER_FOLDER = "org.sqlite.tmpdir";
    private static final int BUFFER_BYTES = 1 << 16;

    private NativeSqlite() {}

    /** Sees to it, once, before the driver loads; somebody who has chosen a library keeps it. */
    static synchronized void prepare() {
        if (System.getProperty(DRIVER_PATH) != null) {
            return;
        }
        Path folder = folder();
        try {
            makePrivate(folder);
            System.setProperty(DRIVER_FOLDER, folder.toString());
            Optional<Path> library = unpacked(folder);
            if (library.isPresent()) {
                System.setProperty(DRIVER_PATH, folder.toString());
                System.setProperty(DRIVER_NAME, library.get().getFileName().toString());
            }
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO,
                    "SQLite's native library cannot be unpacked into "
                            + folder
                            + ": "
                            + e.getMessage(),
                    "Make room there, or name another folder with -D" + FOLDER_PROPERTY + "=…",
                    e);
        }
    }

    /** The library as a file; empty where the driver is not in a jar and has its own ways. */
    static Optional<Path> unpacked(Path folder) throws IOException {
        String name = LibraryLoaderUtil.getNativeLibName();
        URL resource = SQLiteJDBCLoader.class.getResource(resourceFolder() + "/" + name);
        URLConnection connection = resource == null ? null : resource.openConnection();
        if (!(connection instanceof JarURLConnection jar)) {
            return Optional.empty();
        }
        ZipEntry entry = jar.getJarEntry();
        String key = HexFormat.of().toHexDigits(entry.getCrc()).substring(8);
        // Names that begin with "sqlite-" and the version are the driver's own to clean up.
        Path file = folder.resolve(key + "-" + SQLiteJDBCLoader.getVersion() + "-" + name);
        if (!isWhole(file, entry)) {
            unpack(jar, file);
        }
        return Optional.of(file);
    }

    /**
     * Where the driver has the library for this machine. It tells the kinds of Linux apart by
     * looking at every file that the process has mapped and by running a program, which takes
     * longer than all else that opens a vault; where only one kind can be meant, it is not asked.
     */
    static String resourceFolder() {
        return isPlainLinux()
                ? "/org/sqlite/native/Linux/" + OSInfo.getArchName()
                : LibraryLoaderUtil.getNativeLibResourcePath();
    }

    private static boolean isPlainLinux() {
        return System.getProperty("os.name", "").equals("Linux")
                && !Files.exists(Path.of("/system"))
                && !hasMusl();
    }

    /** Whether programs can run here that use the C library musl; this one need not. */
    private static boolean hasMusl() {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(Path.of("/lib"), "ld-musl-*")) {
            return found.iterator().hasNext();
        } catch (IOException | DirectoryIteratorException e) {
            return true; // the driver knows
        }
    }

    private static boolean isWhole(Path file, ZipEntry entry) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) != entry.getSize()) {
            return false;
        }
        CRC32 checksum = new CRC32();
        byte[] buffer = new byte[BUFFER_BYTES];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                checksum.update(buffer, 0, count);
            }
        }
        return checksum.getValue() == entry.getCrc();
    }

    private static void unpack(JarURLConnection jar, Path file) throws IOException {
        Path fresh = Files.createTempFile(file.getParent(), "unpacking", ".tmp");
        try (InputStream in = jar.getInputStream()) {
            Files.copy(in, fresh, StandardCopyOption.REPLACE_EXISTING);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    private static void makePrivate(Path folder) throws IOException {
        Files.createDirectories(folder);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static Path folder() {
        String chosen = System.getProperty(FOLDER_PROPERTY, "");
        return chosen.isEmpty()
                ? cacheFolder().resolve("native")
                : Path.of(chosen).toAbsolutePath();
    }

    private static Path cacheFolder() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(System.getProperty("user.home", "."));
        if (os.contains("mac")) {
            return home.resolve("Library/Caches/vaultnotes");
        }
        boolean windows = os.contains("windows");
        return Optional.ofNullable(System.getenv(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME"))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(windows ? "AppData/Local" : ".cache"))
                .resolve("vaultnotes");
    }
}

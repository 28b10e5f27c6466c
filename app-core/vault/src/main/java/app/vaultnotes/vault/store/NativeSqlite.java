package app.vaultnotes.vault.store;

import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Optional;

/**
 * Has the SQLite driver unpack its native library into a private folder of this user, not into the
 * shared temporary folder, where another user could put one of his own in its place.
 */
final class NativeSqlite {

    private static final String DRIVER_FOLDER = "org.sqlite.tmpdir";

    private NativeSqlite() {}

    static synchronized void prepare() {
        if (System.getProperty(DRIVER_FOLDER) != null) {
            return;
        }
        Path folder = cacheFolder().resolve("native");
        try {
            Files.createDirectories(folder);
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO,
                    "Cannot make the folder " + folder + ": " + e.getMessage(),
                    "SQLite's native library is unpacked there.",
                    e);
        }
        System.setProperty(DRIVER_FOLDER, folder.toString());
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

package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.CrdtException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.automerge.Document;

/**
 * Loads automerge's native core from a private folder of this user.
 *
 * <p>Left to itself, automerge-java unpacks 7 MB into the shared temporary folder at every start
 * and leaves them there when the process is killed. Here the file is unpacked once, under the hash
 * of its bytes, and verified before every use.
 */
final class NativeLibrary {

    /** Names another folder to unpack into. */
    static final String FOLDER_PROPERTY = "vaultnotes.native";

    private static final Object LOCK = new Object();
    private static boolean loaded;

    private NativeLibrary() {}

    /** Loads the library, once. */
    static void load() {
        synchronized (LOCK) {
            if (!loaded) {
                loadFrom(folder());
                loaded = true;
            }
        }
    }

    private static void loadFrom(Path folder) {
        String resource = resource();
        try {
            System.load(unpacked(folder, resource).toString());
            claimLoaded();
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new CrdtException(
                    "cannot load automerge's native library " + resource + " from " + folder, e);
        }
    }

    /** Tells automerge-java that there is nothing left for it to unpack. */
    private static void claimLoaded() {
        try {
            Field field = Class.forName("org.automerge.LoadLibrary").getDeclaredField("loaded");
            field.setAccessible(true);
            field.setBoolean(null, true);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "automerge-java is not the version this was made for", e);
        }
    }

    private static String resource() {
        String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        if (os.contains("linux")) {
            return "native/"
                    + (arm ? "aarch64" : "x86_64")
                    + "-unknown-linux-gnu/libautomerge_jni.so";
        }
        if (os.contains("mac")) {
            return "native/"
                    + (arm ? "aarch64" : "x86_64")
                    + "-apple-darwin/libautomerge_jni.dylib";
        }
        if (os.contains("windows") && !arm) {
            return "native/"
                    + (arch.contains("64") ? "x86_64" : "i686")
                    + "-pc-windows-gnu/automerge_jni.dll";
        }
        throw new CrdtException("automerge-java has no native library for " + os + " on " + arch);
    }

    private static Path unpacked(Path folder, String resource) throws IOException {
        byte[] bytes = bytes(resource);
        String fileName = resource.substring(resource.lastIndexOf('/') + 1);
        Path file =
                folder.resolve(
                        HexFormat.of().formatHex(sha256(bytes)).substring(0, 16) + "-" + fileName);
        if (Files.isRegularFile(file)
                && Files.size(file) == bytes.length
                && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return file;
        }
        makePrivate(folder);
        Path fresh = Files.createTempFile(folder, "unpacking", ".tmp");
        try {
            Files.write(fresh, bytes);
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(fresh);
        }
        return file;
    }

    private static byte[] bytes(String resource) throws IOException {
        try (InputStream in = Document.class.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the jar of automerge-java has no " + resource);
            }
            return in.readAllBytes();
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
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
        String variable = os.contains("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME";
        return Optional.ofNullable(System.getenv(variable))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(os.contains("windows") ? "AppData/Local" : ".cache"))
                .resolve("vaultnotes");
    }
}

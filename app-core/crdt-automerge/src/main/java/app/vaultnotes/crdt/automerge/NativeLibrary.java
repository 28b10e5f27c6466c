package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.CrdtException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.automerge.Document;

/**
 * Loads automerge's native core from a folder that only this user can write.
 *
 * <p>Left to itself, automerge-java unpacks 7 MB into the shared temporary folder at every start,
 * leaves them there when the process is killed, and has nothing to load on Linux on ARM although
 * its jar has the file. Here the file is unpacked once, under the SHA-256 of its bytes, which is
 * known beforehand. Later starts trust the folder and check the file for damage only, by size and
 * CRC-32C: without help of the processor a SHA-256 of 7 MB takes longer than all the rest.
 */
final class NativeLibrary {

    /** Names another folder to unpack into. */
    static final String FOLDER_PROPERTY = "vaultnotes.native";

    /** The libraries in the jar of automerge-java 0.0.7, by operating system and processor. */
    private static final Map<String, NativeLibrary> ALL =
            Map.of(
                    "linux x86_64",
                    new NativeLibrary(
                            "x86_64-unknown-linux-gnu/libautomerge_jni.so",
                            6_961_232,
                            0x2b1af9bcL,
                            "706c0d078c0e39d7f3529e47557d5df1f0163d9b52d5b39116b796083cf1cb74"),
                    "linux aarch64",
                    new NativeLibrary(
                            "aarch64-unknown-linux-gnu/libautomerge_jni.so",
                            6_964_856,
                            0x7479cf00L,
                            "c410fc600db82bbb79e4dce5e42ca6d176d79ddc8fe354601fc0575c7663e832"),
                    "mac x86_64",
                    new NativeLibrary(
                            "x86_64-apple-darwin/libautomerge_jni.dylib",
                            2_614_088,
                            0x77029c24L,
                            "3035470992492e7367f81769d787a0eab8a4aa59c70fb3310bc52e506aaeef83"),
                    "mac aarch64",
                    new NativeLibrary(
                            "aarch64-apple-darwin/libautomerge_jni.dylib",
                            2_457_683,
                            0x542e27ffL,
                            "f75b46764bf18e72ff23121bd6f5b4c0ecc47a882c0bd326de84230d704b0d14"),
                    "windows x86_64",
                    new NativeLibrary(
                            "x86_64-pc-windows-gnu/automerge_jni.dll",
                            8_270_019,
                            0x9a269346L,
                            "bb34536dee94d4f22ab74fcfe1ccd37b96a8a31f149fb4a5077bf404254c221b"),
                    "windows x86",
                    new NativeLibrary(
                            "i686-pc-windows-gnu/automerge_jni.dll",
                            8_205_735,
                            0x9e30d22fL,
                            "5c92d43c5a41f9a79295b43e9b47f058affdf94aacece04a6b04b67338982398"));

    private static final Object LOCK = new Object();
    private static boolean loaded;

    private final String resource;
    private final long sizeBytes;
    private final long crc32c;
    private final String sha256;

    private NativeLibrary(String name, long sizeBytes, long crc32c, String sha256) {
        this.resource = "native/" + name;
        this.sizeBytes = sizeBytes;
        this.crc32c = crc32c;
        this.sha256 = sha256;
    }

    /** Loads the library into this process, once. */
    static void load() {
        synchronized (LOCK) {
            if (!loaded) {
                NativeLibrary library =
                        of(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
                library.loadFrom(folder());
                NativeAccess.claimLoaded();
                loaded = true;
            }
        }
    }

    /** The library for a platform, named as Java names it. */
    static NativeLibrary of(String osName, String osArch) {
        NativeLibrary library = ALL.get(system(osName) + " " + processor(osArch));
        if (library == null) {
            throw new CrdtException(
                    "automerge-java has no native library for " + osName + " on " + osArch);
        }
        return library;
    }

    /** All libraries of the jar. */
    static Iterable<NativeLibrary> all() {
        return ALL.values();
    }

    private static String system(String osName) {
        String name = osName.toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "mac" : name.startsWith("windows") ? "windows" : name;
    }

    private static String processor(String osArch) {
        return switch (osArch.toLowerCase(Locale.ROOT)) {
            case "amd64", "x86_64", "x64" -> "x86_64";
            case "arm64", "aarch64" -> "aarch64";
            case "x86", "i386", "i686" -> "x86";
            default -> osArch;
        };
    }

    private void loadFrom(Path folder) {
        try {
            System.load(unpackedSomewhere(folder).toString());
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new CrdtException(
                    "cannot load automerge's native library " + resource + " from " + folder, e);
        }
    }

    /** In the folder, or in one of this process alone when that cannot be written. */
    private Path unpackedSomewhere(Path folder) throws IOException {
        try {
            return unpacked(folder);
        } catch (IOException e) {
            try {
                Path own = Files.createTempDirectory("vaultnotes-native");
                own.toFile().deleteOnExit();
                Path file = unpacked(own);
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException again) {
                again.addSuppressed(e);
                throw again;
            }
        }
    }

    /**
     * The library as a file in a folder, unpacked unless it is there and whole.
     *
     * @throws IOException when others may write the folder, or the jar holds something else
     */
    Path unpacked(Path folder) throws IOException {
        makePrivate(folder);
        Path file = folder.resolve(sha256 + resource.substring(resource.lastIndexOf('.')));
        if (!isWhole(file)) {
            Path fresh = ownName(folder, "unpacking");
            try {
                Files.write(fresh, bytes(), StandardOpenOption.CREATE_NEW);
                Files.move(
                        fresh,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
        }
        return file;
    }

    private boolean isWhole(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) != sizeBytes) {
            return false;
        }
        CRC32C sum = new CRC32C();
        sum.update(Files.readAllBytes(file));
        return sum.getValue() == crc32c;
    }

    private byte[] bytes() throws IOException {
        try (InputStream in = Document.class.getClassLoader().getResourceAsStream(resource)) {
            byte[] bytes = in == null ? new byte[0] : in.readAllBytes();
            if (!sha256.equals(HexFormat.of().formatHex(sha256(bytes)))) {
                throw new IOException(
                        "the jar of automerge-java does not hold the known " + resource);
            }
            return bytes;
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Makes a folder for this user alone; refuses one that is someone else's or open to others. */
    private static void makePrivate(Path folder) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectories(folder);
            return;
        }
        if (folder.getParent() != null) {
            Files.createDirectories(folder.getParent());
        }
        if (!Files.exists(folder)) {
            FileAttribute<Set<PosixFilePermission>> mine =
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------"));
            Files.createDirectories(folder, mine);
        }
        Set<PosixFilePermission> others =
                EnumSet.of(PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);
        others.retainAll(Files.getPosixFilePermissions(folder));
        Path probe = Files.createFile(ownName(folder, "owner"));
        try {
            if (!others.isEmpty() || !Files.getOwner(folder).equals(Files.getOwner(probe))) {
                throw new IOException(folder + " is not this user's alone; remove it");
            }
        } finally {
            Files.delete(probe);
        }
    }

    /** A name no one else uses; without the random numbers that cost a program's start 30 ms. */
    private static Path ownName(Path folder, String purpose) {
        long process = ProcessHandle.current().pid();
        return folder.resolve(purpose + "-" + process + "-" + System.nanoTime() + ".tmp");
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
        if (os.startsWith("mac")) {
            return home.resolve("Library/Caches/vaultnotes");
        }
        boolean windows = os.startsWith("windows");
        return Optional.ofNullable(System.getenv(windows ? "LOCALAPPDATA" : "XDG_CACHE_HOME"))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home.resolve(windows ? "AppData/Local" : ".cache"))
                .resolve("vaultnotes");
    }
}

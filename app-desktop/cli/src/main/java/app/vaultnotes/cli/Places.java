package app.vaultnotes.cli;

import app.vaultnotes.vault.DeviceIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The folders of this user on this machine. */
final class Places {

    private static final Path KERNEL_HOST_NAME = Path.of("/proc/sys/kernel/hostname");

    private Places() {}

    private static boolean mac() {
        return os().contains("mac");
    }

    private static boolean windows() {
        return os().contains("windows");
    }

    private static String os() {
        return System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    }

    private static Path home() {
        return Path.of(System.getProperty("user.home", "."));
    }

    private static Path folder(String variable, String otherwise, String mac) {
        if (mac()) {
            return home().resolve(mac);
        }
        String name = windows() ? "LOCALAPPDATA" : variable;
        return Optional.ofNullable(System.getenv(name))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElse(home().resolve(windows() ? "AppData/Local" : otherwise))
                .resolve("vaultnotes");
    }

    /** The vault that commands use when none is named. */
    static Path defaultVault() {
        String named = Optional.ofNullable(System.getenv("VAULTNOTES_VAULT")).orElse("");
        return named.isEmpty() ? data().resolve("vault") : Path.of(named).toAbsolutePath();
    }

    /** What this user keeps on this machine beside vaults. */
    static Path data() {
        return folder("XDG_DATA_HOME", ".local/share", "Library/Application Support");
    }

    /** Where it is remembered which device a vault is on, and what is chosen on this device. */
    static Path state() {
        return folder("XDG_STATE_HOME", ".local/state", "Library/Application Support")
                .resolve("state");
    }

    /** Folders in which running commands could be reached, the best first. */
    static List<Path> runtimes() {
        List<Path> folders = new ArrayList<>();
        Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR"))
                .filter(value -> !value.isEmpty())
                .map(Path::of)
                .filter(path -> path.isAbsolute() && Files.isWritable(path))
                .ifPresent(path -> folders.add(path.resolve("vaultnotes")));
        folders.add(folder("XDG_CACHE_HOME", ".cache", "Library/Caches").resolve("run"));
        folders.add(
                Path.of(
                        System.getProperty("java.io.tmpdir", "/tmp"),
                        "vaultnotes-" + System.getProperty("user.name", "")));
        return folders;
    }

    static DeviceIdentity identity() {
        return new DeviceIdentity(state(), hostName());
    }

    /** What this machine is called; the resolver, which may wait for a network, is asked last. */
    static String hostName() {
        try {
            if (Files.isReadable(KERNEL_HOST_NAME)) {
                return Files.readString(KERNEL_HOST_NAME).strip();
            }
            String computer = System.getenv("COMPUTERNAME");
            return computer == null ? InetAddress.getLocalHost().getHostName() : computer;
        } catch (IOException e) {
            return System.getProperty("user.name", "this device");
        }
    }
}

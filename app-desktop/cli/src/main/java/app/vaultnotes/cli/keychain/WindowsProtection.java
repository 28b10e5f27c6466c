package app.vaultnotes.cli.keychain;

import app.vaultnotes.vault.VaultException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Windows' data protection (DPAPI), by PowerShell: a file for each secret that only its user's
 * account can open. The script is the same for every secret; the secret comes by standard input.
 * The Credential Manager keeps what it has in the same way, but no program that Windows brings
 * along reads a secret back from it.
 *
 * <p>Written from the documentation of {@code ProtectedData}; it has not been run on Windows yet.
 */
public final class WindowsProtection extends Keychain {

    private static final int MOST_FILE_BYTES = 64 << 10;

    private final Path folder;

    /** Protected secrets in a folder. */
    public WindowsProtection(Path folder) {
        super("powershell.exe");
        this.folder = folder;
    }

    private Path file(String name) {
        return folder.resolve(name + ".txt");
    }

    private String script(String what, String text) {
        Tool.Said said =
                tool().run(
                                text,
                                "-NoProfile",
                                "-NonInteractive",
                                "-Command",
                                "$ErrorActionPreference='Stop'; Add-Type -AssemblyName System.Security;"
                                        + " $in=[Convert]::FromBase64String([Console]::In.ReadToEnd().Trim());"
                                        + " [Convert]::ToBase64String("
                                        + "[Security.Cryptography.ProtectedData]::"
                                        + what
                                        + "($in,$null,'CurrentUser'))");
        if (said.code() != 0 || said.out().isEmpty()) {
            throw tool().failed("data protection does not " + what, null);
        }
        return said.out();
    }

    @Override
    Optional<String> find(String name) {
        try {
            Path file = file(name);
            return Files.isRegularFile(file) && Files.size(file) <= MOST_FILE_BYTES
                    ? Optional.of(script("Unprotect", Files.readString(file)))
                    : Optional.empty();
        } catch (IOException e) {
            throw tool().failed(file(name) + " cannot be read", e);
        }
    }

    @Override
    void keep(String name, String text) {
        String sealed = script("Protect", text);
        try {
            Files.createDirectories(folder);
            Path fresh = folder.resolve(name + ".new");
            Files.writeString(fresh, sealed, StandardCharsets.US_ASCII);
            Files.move(fresh, file(name), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw tool().failed("nothing can be written in " + folder, e);
        }
    }

    @Override
    public void remove(String name) {
        try {
            Files.deleteIfExists(file(name));
        } catch (IOException e) {
            throw new VaultException(
                    VaultException.Code.IO, "Cannot remove " + file(name) + ".", "", e);
        }
    }

    @Override
    public String place() {
        return "the folder " + folder + ", under Windows' protection of your user account";
    }
}

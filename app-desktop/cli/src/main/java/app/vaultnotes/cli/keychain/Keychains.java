package app.vaultnotes.cli.keychain;

import app.vaultnotes.vault.account.Secrets;
import java.nio.file.Path;
import java.util.Locale;

/** Which keychain a machine has. */
public final class Keychains {

    private Keychains() {}

    /**
     * The keychain of this system, and a file where it does not work.
     *
     * @param folder of this user, for what keeps files
     */
    public static Secrets here(Path folder, Secrets file) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return new KeychainFirst(new MacKeychain(), file);
        }
        if (system.contains("windows")) {
            return new KeychainFirst(new WindowsProtection(folder.resolve("secrets.d")), file);
        }
        return new KeychainFirst(new SecretService(), file);
    }
}

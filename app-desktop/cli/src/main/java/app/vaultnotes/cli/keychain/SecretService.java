package app.vaultnotes.cli.keychain;

import java.util.Optional;

/**
 * The Secret Service of Linux desktops (GNOME Keyring, KWallet), by {@code secret-tool}, which
 * reads what it stores from its standard input. Without a desktop session it fails.
 */
public final class SecretService extends Keychain {

    /** The one of this desktop. */
    public SecretService() {
        super("secret-tool");
    }

    SecretService(Tool tool) {
        super(tool);
    }

    /** It ends with 1 for nothing found as for failures: either way there is nothing here. */
    @Override
    Optional<String> find(String name) {
        Tool.Said said = tool().run("", "lookup", "service", SERVICE, "name", name);
        return said.code() == 0 && !said.out().isEmpty()
                ? Optional.of(said.out())
                : Optional.empty();
    }

    @Override
    void keep(String name, String text) {
        String label = "--label=Vault Notes: " + name;
        Tool.Said said = tool().run(text, "store", label, "service", SERVICE, "name", name);
        if (said.code() != 0) {
            throw tool().failed("no keyring took a secret (" + said.code() + ")", null);
        }
    }

    @Override
    public void remove(String name) {
        tool().run("", "clear", "service", SERVICE, "name", name);
    }

    @Override
    public String place() {
        return "your desktop's keyring";
    }
}

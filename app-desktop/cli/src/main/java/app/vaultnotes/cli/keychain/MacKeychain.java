package app.vaultnotes.cli.keychain;

import java.util.Optional;

/**
 * The login keychain of macOS, by {@code security}. It takes a secret as an argument alone, but of
 * a command that {@code security -i} reads from its standard input, where no list of processes
 * shows it. Such a line has 4,096 bytes at most.
 *
 * <p>Written from the manual of {@code security}; it has not been run on macOS yet.
 */
public final class MacKeychain extends Keychain {

    private static final int MOST_TEXT = 3_900;

    /** The one of whoever is logged in. */
    public MacKeychain() {
        super("/usr/bin/security");
    }

    @Override
    Optional<String> find(String name) {
        Tool.Said said = tool().run("", "find-generic-password", "-s", SERVICE, "-a", name, "-w");
        return said.code() == 0 ? Optional.of(said.out()) : Optional.empty();
    }

    @Override
    void keep(String name, String text) {
        if (text.length() > MOST_TEXT) {
            throw tool().failed(name + " is too long for it", null);
        }
        String command = "add-generic-password -U -s " + SERVICE + " -a " + name + " -w " + text;
        tool().run(command + "\n", "-i");
    }

    @Override
    public void remove(String name) {
        tool().run("", "delete-generic-password", "-s", SERVICE, "-a", name);
    }

    @Override
    public String place() {
        return "your login keychain";
    }
}

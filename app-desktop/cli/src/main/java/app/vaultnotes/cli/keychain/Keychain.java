package app.vaultnotes.cli.keychain;

import app.vaultnotes.vault.account.Secrets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A keychain that keeps texts: secrets are written in base64. What was put is read back before it
 * counts, since some tools end well although they kept nothing.
 */
abstract class Keychain implements Secrets {

    /** By which people and programs find what is ours. */
    static final String SERVICE = "vaultnotes";

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Tool tool;

    Keychain(String program) {
        this(new Tool(program, LIMIT));
    }

    Keychain(Tool tool) {
        this.tool = tool;
    }

    final Tool tool() {
        return tool;
    }

    abstract Optional<String> find(String name);

    abstract void keep(String name, String text);

    @Override
    public final Optional<byte[]> get(String name) {
        return find(name)
                .map(text -> {
                    try {
                        return Base64.getDecoder().decode(text);
                    } catch (IllegalArgumentException e) {
                        throw tool.failed("what it has under " + name + " is not ours", e);
                    }
                });
    }

    @Override
    public final void put(String name, byte[] secret) {
        Secrets.require(name, secret);
        keep(name, Base64.getEncoder().encodeToString(secret));
        if (get(name).filter(kept -> Arrays.equals(kept, secret)).isEmpty()) {
            throw tool.failed("it did not keep " + name, null);
        }
    }
}

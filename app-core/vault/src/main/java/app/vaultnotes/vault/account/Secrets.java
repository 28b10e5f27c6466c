package app.vaultnotes.vault.account;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Small secrets by name, kept for this user on this machine. Safe for many threads and processes.
 *
 * <p>What cannot be kept, read or removed is an {@link app.vaultnotes.vault.VaultException}; then
 * everything is as it was.
 */
public interface Secrets {

    /** Most bytes of a secret. */
    int MOST_BYTES = 4_096;

    /** What a name is made of, so that it needs no quotes anywhere. */
    Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,99}");

    /** The secret of this name. */
    Optional<byte[]> get(String name);

    /** Keeps a secret; one of the same name goes. It is durable when this returns. */
    void put(String name, byte[] secret);

    /** Forgets a secret, if there is one of this name. */
    void remove(String name);

    /**
     * Where secrets are kept that are put now, in words that go on “kept in …”, and what a person
     * should know of it.
     */
    String place();

    /**
     * Refuses what no place takes.
     *
     * @throws IllegalArgumentException for another name, or a secret that is too long
     */
    static void require(String name, byte[] secret) {
        if (!NAME.matcher(name).matches() || secret.length > MOST_BYTES) {
            throw new IllegalArgumentException(name + " of " + secret.length + " bytes");
        }
    }
}

package app.vaultnotes.cli.keychain;

import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Secrets;
import java.util.Optional;

/**
 * A keychain, and a place for what it does not take: it may be missing, locked, or have no session
 * of a person behind it. What is in the other place is found there, too.
 */
public final class KeychainFirst implements Secrets {

    private final Secrets keychain;
    private final Secrets otherwise;
    private volatile String why = "";
    private volatile boolean isOther;

    /** A keychain and what is used instead. */
    public KeychainFirst(Secrets keychain, Secrets otherwise) {
        this.keychain = keychain;
        this.otherwise = otherwise;
    }

    @Override
    public Optional<byte[]> get(String name) {
        return keychained(name).or(() -> otherwise.get(name));
    }

    private Optional<byte[]> keychained(String name) {
        try {
            return keychain.get(name);
        } catch (VaultException e) {
            note(e);
            return Optional.empty();
        }
    }

    @Override
    public void put(String name, byte[] secret) {
        try {
            keychain.put(name, secret);
        } catch (VaultException e) {
            note(e);
            otherwise.put(name, secret);
            return;
        }
        otherwise.remove(name);
    }

    private void note(VaultException e) {
        why = String.valueOf(e.getMessage());
        isOther = true;
    }

    @Override
    public void remove(String name) {
        otherwise.remove(name);
        try {
            keychain.remove(name);
        } catch (VaultException e) {
            note(e);
        }
    }

    /** After the first secret was put it is known which of the two it is. */
    @Override
    public String place() {
        return isOther ? otherwise.place() + " (" + why + ")" : keychain.place();
    }
}

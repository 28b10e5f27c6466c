package app.vaultnotes.vault.account;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.relay.RelayAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Which accounts this machine is signed in to: at most one of each relay. Kept in a file without
 * secrets. Safe for many threads and processes.
 */
public final class Accounts {

    private static final int MOST_FILE_BYTES = 1 << 20;

    private final PrivateFile file;

    /** Accounts in a file that is made with the first of them. */
    public Accounts(Path path) {
        this.file = new PrivateFile(path, MOST_FILE_BYTES);
    }

    /**
     * All accounts, the last signed in last.
     *
     * @throws app.vaultnotes.vault.VaultException when the file cannot be read, or is damaged
     */
    public List<Account> all() {
        return new AccountsText(file).parse(file.read());
    }

    /** The account on a relay. */
    public Optional<Account> on(RelayAddress relay) {
        return all().stream().filter(account -> account.relay().equals(relay)).findFirst();
    }

    /** The account of this id on a relay. */
    public Optional<Account> on(RelayAddress relay, Id account) {
        return on(relay).filter(found -> found.id().equals(account));
    }

    /** Remembers an account; another one of the relay goes. */
    void put(Account account) {
        change(all -> {
            List<Account> next = without(all, account.relay());
            next.add(account);
            return next;
        });
    }

    /** Remembers that a vault's device is bound, should the account still be here. */
    void bound(Account account, Id vaultDevice) {
        change(all -> all.stream().map(a -> a.isSame(account) ? a.with(vaultDevice) : a).toList());
    }

    void remove(Account account) {
        change(all -> all.stream().filter(each -> !each.isSame(account)).toList());
    }

    private static List<Account> without(List<Account> all, RelayAddress relay) {
        List<Account> rest = new ArrayList<>(all);
        rest.removeIf(each -> each.relay().equals(relay));
        return rest;
    }

    private void change(UnaryOperator<List<Account>> change) {
        file.alone(() -> {
            file.replace(AccountsText.of(change.apply(all())));
            return true;
        });
    }
}

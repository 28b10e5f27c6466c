package app.vaultnotes.cli;

import app.vaultnotes.document.Id;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.vault.Home;
import app.vaultnotes.vault.Vault;
import app.vaultnotes.vault.VaultException;
import app.vaultnotes.vault.account.Account;
import app.vaultnotes.vault.account.AccountCalls;
import app.vaultnotes.vault.account.InvitationLink;
import app.vaultnotes.vault.relay.RelayAddress;
import app.vaultnotes.vault.relay.RelayFailure;
import app.vaultnotes.vault.store.SqliteStore;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How a vault comes to a relay, from there to another device, and off it again. Each of these waits
 * for the relay, and fails as {@link app.vaultnotes.vault.account.SignedIn} does.
 */
public final class Sharing {

    private static final int MOST_NAME_CHARS = 100;

    private Sharing() {}

    /**
     * The account by which a vault is on its relay.
     *
     * @throws RelayFailure UNAUTHENTICATED when this machine is not signed in to it
     */
    public static Account account(LocalRelays relays, Home home) {
        RelayAddress relay = RelayAddress.parse(home.relay());
        return Optional.of(relays.account(relay))
                .filter(account -> account.id().equals(home.account()))
                .orElseThrow(() -> LocalRelays.signedOut(relay));
    }

    /**
     * Puts a vault on a relay. It may be there already: this copy of it is a second one then.
     *
     * @param name what it is called there, as {@link #name} has it
     * @throws VaultException REFUSED when it is somebody else's there
     */
    public static void share(LocalRelays relays, Account account, Vault vault, String name) {
        relays.ask(account, calls -> register(calls, vault.id(), name));
        vault.setHome(Optional.of(new Home(account.relay().toString(), account.id())));
    }

    private static boolean register(AccountCalls calls, Id id, String name) {
        if (isOwn(calls, id)) {
            return true;
        }
        try {
            calls.create(id, name, Sealing.READABLE);
            return true;
        } catch (RelayFailure e) {
            if (e.error().getCode() != ErrorCode.TAKEN) {
                throw e;
            }
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    "The relay has this vault already, and you are no member of it.",
                    "Have one of its owners invite you, and join by the link.");
        }
    }

    /** Whether the account of the calls is in a vault. */
    static boolean isOwn(AccountCalls calls, Id vault) {
        return calls.vaults().stream().anyMatch(v -> v.getVaultId().equals(vault.toString()));
    }

    /** What a relay takes for the name of a vault: what is given without what cannot be seen. */
    public static String name(String given) {
        String plain = given.replaceAll("\\p{C}", "").strip();
        String shown = plain.isEmpty() ? "Notes" : plain;
        return shown.substring(0, Math.min(shown.length(), MOST_NAME_CHARS));
    }

    /** Becomes a member of the vault that a link leads into. */
    public static Id accept(LocalRelays relays, Account account, InvitationLink link) {
        String id = relays.ask(account, calls -> calls.accept(link.secret()).getVaultId());
        return Id.parse(id)
                .orElseThrow(() ->
                        new VaultException(
                                VaultException.Code.INVALID,
                                account.relay() + " named a vault that cannot be.",
                                "Ask whoever runs it."));
    }

    /** The vault of an account that was just made by a link: it is in no other. */
    public static Id onlyVault(LocalRelays relays, Account account) {
        return relays.ask(account, AccountCalls::vaults).stream()
                .findFirst()
                .flatMap(vault -> Id.parse(vault.getVaultId()))
                .orElseThrow(() ->
                        new VaultException(
                                VaultException.Code.NOT_FOUND,
                                "The link leads to an account, and into no vault.",
                                "You are signed in now; have somebody invite you."));
    }

    /**
     * Makes the folder of a vault that comes from a relay as soon as it is opened.
     *
     * @throws VaultException when there is a vault already, or the folder cannot be made
     */
    public static void bring(Path folder, Id vault, Account account) {
        try (Vault made = LocalDevice.here().open(SqliteStore.create(folder, vault))) {
            made.setHome(Optional.of(new Home(account.relay().toString(), account.id())));
        }
    }

    /**
     * Ends the account's membership; the vault stays on this machine.
     *
     * @throws VaultException REFUSED when it is the only owner
     */
    public static void leave(LocalRelays relays, Account account, Vault vault) {
        relays.ask(
                account,
                calls -> {
                    leave(calls, vault.id());
                    return true;
                });
        vault.setHome(Optional.empty());
    }

    private static void leave(AccountCalls calls, Id vault) {
        try {
            calls.leave(vault);
        } catch (RelayFailure e) {
            if (e.error().getCode() != ErrorCode.INVALID) {
                throw e;
            }
            throw new VaultException(
                    VaultException.Code.REFUSED,
                    "You are the vault's only owner, and it cannot be without one.",
                    "Make somebody else one: vaultnotes members --change EMAIL --role owner");
        }
    }
}

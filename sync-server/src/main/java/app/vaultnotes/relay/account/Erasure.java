package app.vaultnotes.relay.account;

import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.EmailAddress;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.vault.AccessListener;
import app.vaultnotes.relay.vault.VaultPurge;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Erases accounts, for good. An account goes with its devices, sessions and links; vaults that
 * nobody else owns go with every row. A vault with another owner stays, and with it what the
 * account wrote there, under the ids of devices that nobody has any more. The audit log keeps the
 * account's id, which leads to nobody. Safe for any number of threads and relays.
 */
public final class Erasure {

    private static final String VAULTS =
            "SELECT v.vault_id FROM vault v WHERE v.vault_id IN"
                    + " (SELECT m.vault_id FROM member m WHERE m.account_id = ?)"
                    + " ORDER BY v.vault_id FOR UPDATE OF v";
    private static final int PAGE_ENTRIES = 1_000;
    private static final String THERE =
            "SELECT account_id FROM account WHERE account_id = ANY (?)"
                    + " UNION SELECT vault_id FROM vault WHERE vault_id = ANY (?)";
    private static final String ANOTHER_OWNER =
            "SELECT 1 FROM member WHERE vault_id = ? AND role = ? AND account_id <> ? LIMIT 1";

    private final Database database;
    private final VaultPurge purge;
    private final ErasureLedger ledger;
    private final Sessions sessions;
    private final Audit audit;
    private final AccessListener listener;

    /** An erasure of the accounts in a database. */
    public Erasure(
            Database database,
            VaultPurge purge,
            ErasureLedger ledger,
            Sessions sessions,
            Audit audit,
            AccessListener listener) {
        this.database = database;
        this.purge = purge;
        this.ledger = ledger;
        this.sessions = sessions;
        this.audit = audit;
        this.listener = listener;
    }

    /** The vaults of an erased account: those that went with it, and those that others own too. */
    private record Left(List<UUID> gone, List<UUID> stay) {}

    /**
     * Erases an account. When this returns, nothing of it is in any table; should it fail half-way,
     * {@link #replay} finishes it.
     *
     * @throws RelayException NOT_FOUND
     */
    public void erase(UUID account) {
        if (!erase(account, true)) {
            throw RelayException.notFound("account");
        }
    }

    /**
     * Erases again what a restored backup brought back, or what was not finished; to be called
     * before the first call is answered.
     *
     * @return accounts and vaults that were there and are gone now
     */
    public int replay() {
        List<ErasureLedger.Entry> entries = ledger.entries();
        int erased = 0;
        for (int start = 0; start < entries.size(); start += PAGE_ENTRIES) {
            int end = Math.min(start + PAGE_ENTRIES, entries.size());
            erased += replay(entries.subList(start, end));
        }
        return erased;
    }

    /** Nearly always nothing is there: that is one question for a thousand entries. */
    private int replay(List<ErasureLedger.Entry> entries) {
        UUID[] ids = entries.stream().map(ErasureLedger.Entry::id).toArray(UUID[]::new);
        Set<UUID> there =
                Set.copyOf(
                        database.transact(
                                Scope.keeper(),
                                rows ->
                                        rows.list(
                                                THERE,
                                                row -> row.getObject(1, UUID.class),
                                                ids,
                                                ids)));
        int erased = 0;
        for (ErasureLedger.Entry entry : entries) {
            if (there.contains(entry.id())) {
                erased += eraseAgain(entry) ? 1 : 0;
            }
        }
        return erased;
    }

    private boolean eraseAgain(ErasureLedger.Entry entry) {
        return switch (entry.kind()) {
            case ACCOUNT -> erase(entry.id(), false);
            case VAULT -> removeVault(entry.id());
        };
    }

    private boolean removeVault(UUID vault) {
        boolean wasThere =
                database.transact(
                        Scope.keeper(),
                        rows -> {
                            purge.mark(rows, vault);
                            return rows.first(
                                            "SELECT 1 FROM vault WHERE vault_id = ?",
                                            row -> true,
                                            vault)
                                    .isPresent();
                        });
        purge.remove(vault);
        return wasThere;
    }

    private boolean erase(UUID account, boolean isNew) {
        Optional<Left> left =
                database.transact(Scope.keeper(), rows -> erase(rows, account, isNew));
        if (left.isEmpty()) {
            return false;
        }
        sessions.revoked(new Revocation(Revocation.Kind.ACCOUNT, account));
        left.get().stay().forEach(vault -> listener.ended(vault, account));
        left.get().gone().forEach(listener::closed);
        left.get().gone().forEach(purge::remove);
        return true;
    }

    private Optional<Left> erase(Transaction rows, UUID account, boolean isNew)
            throws SQLException {
        Optional<EmailAddress> email =
                rows.first(
                        "SELECT email FROM account WHERE account_id = ? FOR UPDATE",
                        row -> EmailAddress.parse(row.getString(1)),
                        account);
        if (email.isEmpty()) {
            return Optional.empty();
        }
        Left left = vaults(rows, account);
        for (UUID vault : left.gone()) {
            purge.mark(rows, vault);
        }
        LockOut.clear(rows, email.get());
        rows.update("DELETE FROM invitation WHERE email_key = ?", email.get().key());
        rows.update("DELETE FROM account WHERE account_id = ?", account);
        if (isNew) {
            // Before the commit: an erasure that is not in the ledger could be undone by a backup,
            // while one that is there and did not happen is made up for by the next replay.
            ledger.append(entries(account, left.gone()));
        }
        audit.write(rows, AuditEvent.ERASED, account);
        return Optional.of(left);
    }

    private static Left vaults(Transaction rows, UUID account) throws SQLException {
        Left left = new Left(new ArrayList<>(), new ArrayList<>());
        for (UUID vault : rows.list(VAULTS, row -> row.getObject(1, UUID.class), account)) {
            boolean hasAnother =
                    rows.first(ANOTHER_OWNER, row -> true, vault, Role.OWNER_VALUE, account)
                            .isPresent();
            (hasAnother ? left.stay() : left.gone()).add(vault);
        }
        return left;
    }

    private static List<ErasureLedger.Entry> entries(UUID account, List<UUID> vaults) {
        List<ErasureLedger.Entry> entries = new ArrayList<>();
        entries.add(new ErasureLedger.Entry(ErasureLedger.Kind.ACCOUNT, account));
        for (UUID vault : vaults) {
            entries.add(new ErasureLedger.Entry(ErasureLedger.Kind.VAULT, vault));
        }
        return entries;
    }
}

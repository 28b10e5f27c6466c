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
import app.vaultnotes.wire.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
            "SELECT v.vault_id, coalesce(v.registration, v.vault_id) FROM vault v WHERE v.vault_id IN"
                    + " (SELECT m.vault_id FROM member m WHERE m.account_id = ?)"
                    + " ORDER BY v.vault_id FOR UPDATE OF v";
    private static final String REVOKE =
            "UPDATE device SET revoked_millis = (extract(epoch FROM now()) * 1000)::bigint"
                    + " WHERE device_id = ? AND account_id = ? AND revoked_millis IS NULL";
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
    private record Left(List<Ended> gone, List<UUID> stay) {

        private List<UUID> goneIds() {
            return gone.stream().map(Ended::id).toList();
        }
    }

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
     * Ends again what a restored backup brought back, or what was not finished, and nothing that
     * began afterwards: accounts and their vaults, and devices that were revoked. To be called
     * before the first call is answered, and now and then: what another relay has erased reaches
     * this one's ledger by that.
     *
     * @return accounts, vaults and devices that were there and are no more
     */
    public int replay() {
        share();
        int erased = 0;
        for (Ended back : database.transact(Scope.keeper(), Ended::back)) {
            erased += eraseAgain(back) ? 1 : 0;
        }
        return erased;
    }

    /** What the ledger has, the database gets, and the other way round. */
    private void share() {
        List<Ended> kept = ledger.entries();
        List<Ended> known = database.transact(Scope.keeper(), Ended::all);
        Set<Ended> missing = new LinkedHashSet<>(kept);
        known.forEach(missing::remove);
        if (!missing.isEmpty()) {
            database.transact(Scope.keeper(), rows -> Ended.add(rows, List.copyOf(missing)));
        }
        ledger.addAll(known);
    }

    private boolean eraseAgain(Ended ended) {
        return switch (ended.kind()) {
            case ACCOUNT -> erase(ended.id(), false);
            case VAULT -> removeVault(ended);
            case DEVICE -> revoke(ended.id(), ended.registration());
        };
    }

    private boolean revoke(UUID device, UUID account) {
        boolean isRevoked =
                database.transact(Scope.keeper(), rows -> revoke(rows, device, account));
        if (isRevoked) {
            sessions.revoked(new Revocation(Revocation.Kind.DEVICE, device));
        }
        return isRevoked;
    }

    private boolean revoke(Transaction rows, UUID device, UUID account) throws SQLException {
        boolean isRevoked = rows.update(REVOKE, device, account) == 1;
        if (isRevoked) {
            rows.update("DELETE FROM session WHERE device_id = ?", device);
            String detail = "device=" + WireId.text(device);
            audit.write(rows, AuditEvent.DEVICE_REVOKED, account, null, detail);
        }
        return isRevoked;
    }

    /** Notes last in a transaction that something ends with it. */
    void end(Transaction rows, Ended ended) throws SQLException {
        ledger.end(rows, List.of(ended));
    }

    private boolean removeVault(Ended ended) {
        boolean wasThere =
                database.transact(
                        Scope.keeper(), rows -> purge.mark(rows, ended.id(), ended.registration()));
        if (wasThere) {
            listener.closed(ended.id());
            purge.remove(ended.id());
        }
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
        left.get().goneIds().forEach(listener::closed);
        left.get().goneIds().forEach(purge::remove);
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
        for (Ended vault : left.gone()) {
            purge.mark(rows, vault.id(), vault.registration());
        }
        LockOut.clear(rows, email.get());
        rows.update("DELETE FROM invitation WHERE email_key = ?", email.get().key());
        rows.update("DELETE FROM account WHERE account_id = ?", account);
        audit.write(rows, AuditEvent.ERASED, account);
        if (isNew) {
            end(rows, account, left.gone());
        }
        return Optional.of(left);
    }

    private void end(Transaction rows, UUID account, List<Ended> vaults) throws SQLException {
        List<Ended> ended = new ArrayList<>(List.of(Ended.account(account)));
        ended.addAll(vaults);
        ledger.end(rows, ended);
    }

    private static Left vaults(Transaction rows, UUID account) throws SQLException {
        Left left = new Left(new ArrayList<>(), new ArrayList<>());
        for (Ended vault : rows.list(VAULTS, Erasure::vault, account)) {
            boolean hasAnother =
                    rows.first(ANOTHER_OWNER, row -> true, vault.id(), Role.OWNER_VALUE, account)
                            .isPresent();
            if (hasAnother) {
                left.stay().add(vault.id());
            } else {
                left.gone().add(vault);
            }
        }
        return left;
    }

    private static Ended vault(ResultSet row) throws SQLException {
        return new Ended(
                Ended.Kind.VAULT, row.getObject(1, UUID.class), row.getObject(2, UUID.class));
    }
}

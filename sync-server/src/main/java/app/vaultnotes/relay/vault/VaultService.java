package app.vaultnotes.relay.vault;

import app.vaultnotes.proto.v1.AcceptRequest;
import app.vaultnotes.proto.v1.CreateVaultRequest;
import app.vaultnotes.proto.v1.DeleteVaultRequest;
import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.GetVaultRequest;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.InviteRequest;
import app.vaultnotes.proto.v1.LeaveRequest;
import app.vaultnotes.proto.v1.LeaveResponse;
import app.vaultnotes.proto.v1.ListMembersRequest;
import app.vaultnotes.proto.v1.ListMembersResponse;
import app.vaultnotes.proto.v1.ListVaultsRequest;
import app.vaultnotes.proto.v1.ListVaultsResponse;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.RemoveRequest;
import app.vaultnotes.proto.v1.RemoveResponse;
import app.vaultnotes.proto.v1.RenameVaultRequest;
import app.vaultnotes.proto.v1.RestoreVaultRequest;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Sealing;
import app.vaultnotes.proto.v1.SetRoleRequest;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.call.Caller;
import app.vaultnotes.relay.call.Fields;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/**
 * The calls of {@code vaultnotes.v1.VaultService}, however they come. Each throws RelayException as
 * the protocol says and DatabaseException when the database failed; either way nothing changed.
 * Safe for any number of threads and relays.
 */
public final class VaultService {

    private static final long DELETION_MILLIS = Duration.ofDays(30).toMillis();

    private final Database database;
    private final RelayClock clock;
    private final VaultLimits limits;
    private final Audit audit;
    private final AccessListener listener;
    private final Members members;

    /** The calls over a database. */
    public VaultService(
            Database database,
            RelayClock clock,
            VaultLimits limits,
            Invitations invitations,
            Audit audit,
            AccessListener listener) {
        this.database = database;
        this.clock = clock;
        this.limits = limits;
        this.audit = audit;
        this.listener = listener;
        members = new Members(database, clock, limits, invitations, audit, listener);
    }

    /** Registers a vault; the caller becomes its owner. TAKEN, QUOTA. */
    public Vault createVault(Caller caller, CreateVaultRequest request) {
        UUID id = Fields.id("vault_id", request.getVaultId());
        Fields.name("name", request.getName());
        if (request.getSealing() == Sealing.SEALING_UNSPECIFIED
                || request.getSealing() == Sealing.UNRECOGNIZED) {
            throw RelayException.invalid("sealing is neither readable nor sealed");
        }
        Vault vault =
                database.transact(
                        Scope.vault(id, caller.account()),
                        rows -> create(rows, caller.account(), id, request));
        listener.granted(id, caller.account(), Role.OWNER);
        return vault;
    }

    private Vault create(Transaction rows, UUID account, UUID id, CreateVaultRequest request)
            throws SQLException {
        requireRoom(rows, account);
        long now = clock.millis();
        int made =
                rows.update(
                        "INSERT INTO vault (vault_id, name, sealing, created_millis, quota_bytes)"
                                + " VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                        id,
                        request.getName(),
                        request.getSealingValue(),
                        now,
                        limits.newVaultBytes());
        if (made == 0) {
            throw new RelayException(
                    ErrorCode.TAKEN, "The relay has a vault of this id.", "Draw another id.");
        }
        rows.update(
                "INSERT INTO member (vault_id, account_id, role, joined_millis)"
                        + " VALUES (?, ?, ?, ?)",
                id,
                account,
                Role.OWNER_VALUE,
                now);
        Vault vault = VaultRows.vault(rows, id, account, clock);
        audit.write(rows, AuditEvent.VAULT_MADE, account, id, "");
        return vault;
    }

    /** The account's row stays locked: two vaults made at once must not pass the limit. */
    private void requireRoom(Transaction rows, UUID account) throws SQLException {
        boolean isThere =
                rows.first(
                                "SELECT account_id FROM account WHERE account_id = ?"
                                        + " FOR NO KEY UPDATE",
                                row -> true,
                                account)
                        .isPresent();
        if (!isThere) {
            throw new RelayException(
                    ErrorCode.UNAUTHENTICATED, "There is no such account any more.", "");
        }
        int vaults =
                rows.first(
                                "SELECT count(*) FROM member WHERE account_id = ?",
                                row -> row.getInt(1),
                                account)
                        .orElseThrow();
        if (vaults >= limits.vaultsOfAccount()) {
            throw new RelayException(
                    ErrorCode.QUOTA,
                    "The account is in " + vaults + " vaults, as many as it may.",
                    "Leave or delete one first; a deleted one counts for 30 days.");
        }
    }

    /** A vault of the caller's. */
    public Vault getVault(Caller caller, GetVaultRequest request) {
        UUID id = Fields.id("vault_id", request.getVaultId());
        return database.transact(
                Scope.vault(id, caller.account()),
                rows -> VaultRows.vault(rows, id, caller.account(), clock));
    }

    /** All vaults of the caller. */
    public ListVaultsResponse listVaults(Caller caller, ListVaultsRequest request) {
        return ListVaultsResponse.newBuilder()
                .addAllVaults(
                        database.transact(
                                Scope.account(caller.account()),
                                rows -> VaultRows.vaults(rows, caller.account(), clock)))
                .build();
    }

    /** Gives a vault another name. */
    public Vault renameVault(Caller caller, RenameVaultRequest request) {
        UUID id = Fields.id("vault_id", request.getVaultId());
        Fields.name("name", request.getName());
        return change(
                caller,
                id,
                AuditEvent.VAULT_RENAMED,
                (rows, standing) -> {
                    standing.open();
                    return rows.update(
                            "UPDATE vault SET name = ? WHERE vault_id = ?", request.getName(), id);
                });
    }

    /** Closes a vault at once; once more changes nothing. */
    public Vault deleteVault(Caller caller, DeleteVaultRequest request) {
        UUID id = Fields.id("vault_id", request.getVaultId());
        Vault vault =
                change(
                        caller,
                        id,
                        AuditEvent.VAULT_DELETED,
                        (rows, standing) ->
                                rows.update(
                                        "UPDATE vault SET deleted_from_millis = ?"
                                                + " WHERE vault_id = ? AND deleted_from_millis IS NULL",
                                        clock.steadyMillis() + DELETION_MILLIS,
                                        id));
        listener.closed(id);
        return vault;
    }

    /** Takes a deletion back. NOT_FOUND when its time is over, INVALID without one. */
    public Vault restoreVault(Caller caller, RestoreVaultRequest request) {
        UUID id = Fields.id("vault_id", request.getVaultId());
        return change(
                caller,
                id,
                AuditEvent.VAULT_RESTORED,
                (rows, standing) -> {
                    if (!standing.isClosed()) {
                        throw RelayException.invalid("the vault is not being deleted");
                    }
                    return rows.update(
                            "UPDATE vault SET deleted_from_millis = NULL WHERE vault_id = ?", id);
                });
    }

    @FunctionalInterface
    private interface Change {
        int of(Transaction rows, VaultRows.Standing standing) throws SQLException;
    }

    /** Changes an owner's vault under its lock; a change of nothing is not worth a row. */
    private Vault change(Caller caller, UUID id, AuditEvent event, Change change) {
        UUID account = caller.account();
        return database.transact(
                Scope.vault(id, account),
                rows -> {
                    int changed = change.of(rows, VaultRows.lock(rows, id, account, clock).owner());
                    Vault vault = VaultRows.vault(rows, id, account, clock);
                    if (changed > 0) {
                        audit.write(rows, event, account, id, "");
                    }
                    return vault;
                });
    }

    /** Makes a link into a vault. QUOTA when too many are open. */
    public Invitation invite(Caller caller, InviteRequest request) {
        return members.invite(caller, request);
    }

    /** Joins by a link. NOT_FOUND; QUOTA when the vault or the account is full. */
    public Vault accept(Caller caller, AcceptRequest request) {
        return members.accept(caller, request);
    }

    /** Gives a member another role. INVALID for the last owner. */
    public Member setRole(Caller caller, SetRoleRequest request) {
        return members.setRole(caller, request);
    }

    /** Removes a member or withdraws a link. INVALID for the last owner. */
    public RemoveResponse remove(Caller caller, RemoveRequest request) {
        return members.remove(caller, request);
    }

    /** Ends the caller's membership. INVALID for the last owner. */
    public LeaveResponse leave(Caller caller, LeaveRequest request) {
        return members.leave(caller, request);
    }

    /** Members, and for owners the open links. */
    public ListMembersResponse listMembers(Caller caller, ListMembersRequest request) {
        return members.list(caller, request);
    }
}

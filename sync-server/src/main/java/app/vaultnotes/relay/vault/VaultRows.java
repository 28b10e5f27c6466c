package app.vaultnotes.relay.vault;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Invitation;
import app.vaultnotes.proto.v1.Member;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.proto.v1.Vault;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads and locks vaults and their members as the caller may. A vault whose time after its deletion
 * is over is gone, whether or not its rows are.
 */
final class VaultRows {

    private static final String VAULT =
            "SELECT v.vault_id, v.name, v.sealing, m.role, v.created_millis, v.head,"
                    + " v.stored_bytes, v.quota_bytes, v.deleted_from_millis,"
                    + " app_members_of(v.vault_id) FROM vault v JOIN member m USING (vault_id)"
                    + " WHERE m.account_id = ? AND coalesce(v.deleted_from_millis > ?, true)";
    private static final String ORDER =
            " ORDER BY v.deleted_from_millis IS NOT NULL, lower(v.name), v.vault_id LIMIT "
                    + VaultLimits.LISTED;
    private static final String LOCK =
            "SELECT deleted_from_millis FROM vault WHERE vault_id = ?"
                    + " AND coalesce(deleted_from_millis > ?, true) FOR NO KEY UPDATE";
    private static final String ROLE =
            "SELECT role FROM member WHERE vault_id = ? AND account_id = ?";
    private static final String MEMBER =
            "SELECT m.account_id, a.email, m.role, m.joined_millis FROM member m"
                    + " JOIN account a USING (account_id) WHERE m.vault_id = ?";
    private static final String INVITATIONS =
            "SELECT invitation_id, vault_id, role, expires_millis, email_key FROM invitation"
                    + " WHERE vault_id = ? AND expires_millis > ?"
                    + " ORDER BY expires_millis, invitation_id LIMIT "
                    + VaultLimits.LISTED;

    private VaultRows() {}

    /** What a caller is in a vault that nobody else changes until the transaction ends. */
    record Standing(Role role, boolean isClosed) {

        /** Refuses whoever is no owner. */
        Standing owner() {
            if (role != Role.OWNER) {
                throw new RelayException(
                        ErrorCode.FORBIDDEN, "Only an owner of the vault may do this.", "");
            }
            return this;
        }

        /** Refuses a vault that is being deleted. */
        Standing open() {
            if (isClosed) {
                throw new RelayException(
                        ErrorCode.FORBIDDEN,
                        "The vault is being deleted.",
                        "One of its owners can restore it.");
            }
            return this;
        }
    }

    private record Deletion(@Nullable Long fromMillis) {}

    /**
     * Locks a vault and says what the caller is in it. The role is read after the lock: before it,
     * it could be one that whoever had the lock took away.
     */
    static Standing lock(Transaction rows, UUID vault, UUID account, RelayClock clock)
            throws SQLException {
        Deletion deletion =
                rows.first(
                                LOCK,
                                row -> new Deletion(row.getObject(1, Long.class)),
                                vault,
                                clock.steadyMillis())
                        .orElseThrow(() -> RelayException.notFound("vault"));
        Role role = role(rows, vault, account, "vault");
        return new Standing(role, deletion.fromMillis() != null);
    }

    /** An account's role. NOT_FOUND, in words of what was looked for, when it has none. */
    static Role role(Transaction rows, UUID vault, UUID account, String what) throws SQLException {
        return rows.first(ROLE, row -> Role.forNumber(row.getInt(1)), vault, account)
                .orElseThrow(() -> RelayException.notFound(what));
    }

    /** A vault as the caller sees it. */
    static Vault vault(Transaction rows, UUID vault, UUID account, RelayClock clock)
            throws SQLException {
        return rows.first(
                        VAULT + " AND v.vault_id = ?",
                        row -> read(row, clock),
                        account,
                        clock.steadyMillis(),
                        vault)
                .orElseThrow(() -> RelayException.notFound("vault"));
    }

    /** All that the caller is in. */
    static List<Vault> vaults(Transaction rows, UUID account, RelayClock clock)
            throws SQLException {
        return rows.list(VAULT + ORDER, row -> read(row, clock), account, clock.steadyMillis());
    }

    private static Vault read(ResultSet row, RelayClock clock) throws SQLException {
        Long deletedFrom = row.getObject(9, Long.class);
        return Vault.newBuilder()
                .setVaultId(WireId.text(row.getObject(1, UUID.class)))
                .setName(row.getString(2))
                .setSealingValue(row.getInt(3))
                .setRoleValue(row.getInt(4))
                .setCreatedMillis(row.getLong(5))
                .setHead(row.getLong(6))
                .setStoredBytes(row.getLong(7))
                .setQuotaBytes(row.getLong(8))
                .setDeletedFromMillis(deletedFrom == null ? 0 : clock.shownMillis(deletedFrom))
                .setMembers(row.getInt(10))
                .build();
    }

    /** Refuses to go on when an account is the only owner of a locked vault. */
    static void requireAnotherOwner(Transaction rows, UUID vault, UUID account)
            throws SQLException {
        boolean hasAnother =
                rows.first(
                                "SELECT 1 FROM member WHERE vault_id = ? AND role = ?"
                                        + " AND account_id <> ? LIMIT 1",
                                row -> true,
                                vault,
                                Role.OWNER_VALUE,
                                account)
                        .isPresent();
        if (!hasAnother) {
            throw RelayException.invalid("the vault would be left without an owner");
        }
    }

    /** A member. */
    static Member member(Transaction rows, UUID vault, UUID account) throws SQLException {
        return rows.first(MEMBER + " AND m.account_id = ?", VaultRows::readMember, vault, account)
                .orElseThrow(() -> RelayException.notFound("member"));
    }

    /** Members by address. */
    static List<Member> members(Transaction rows, UUID vault) throws SQLException {
        return rows.list(
                MEMBER + " ORDER BY lower(a.email), m.account_id LIMIT " + VaultLimits.LISTED,
                VaultRows::readMember,
                vault);
    }

    private static Member readMember(ResultSet row) throws SQLException {
        return Member.newBuilder()
                .setAccountId(WireId.text(row.getObject(1, UUID.class)))
                .setEmail(row.getString(2))
                .setRoleValue(row.getInt(3))
                .setJoinedMillis(row.getLong(4))
                .build();
    }

    /** Open invitations of a vault, the first to end first. */
    static List<Invitation> invitations(Transaction rows, UUID vault, RelayClock clock)
            throws SQLException {
        return rows.list(
                INVITATIONS, row -> readInvitation(row, clock), vault, clock.steadyMillis());
    }

    private static Invitation readInvitation(ResultSet row, RelayClock clock) throws SQLException {
        String email = row.getString(5);
        return Invitation.newBuilder()
                .setInvitationId(WireId.text(row.getObject(1, UUID.class)))
                .setVaultId(WireId.text(row.getObject(2, UUID.class)))
                .setRoleValue(row.getInt(3))
                .setExpiresMillis(clock.shownMillis(row.getLong(4)))
                .setEmail(email == null ? "" : email)
                .build();
    }
}

package app.vaultnotes.relay.admin;

import app.vaultnotes.proto.v1.AccountInvitation;
import app.vaultnotes.proto.v1.Device;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.WireId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads accounts, their devices and links to accounts, with an admin's rights. */
final class AccountRows {

    private static final String DEVICES =
            "SELECT device_id, name, kind, bound_millis, last_seen_millis, revoked_millis"
                    + " FROM device WHERE account_id = ?"
                    + " ORDER BY revoked_millis IS NOT NULL, last_seen_millis DESC, device_id"
                    + " LIMIT 100";
    private static final String INVITATIONS =
            "SELECT i.invitation_id, coalesce(i.email_key, a.email), i.makes_admin,"
                    + " i.resets_account_id, i.expires_millis"
                    + " FROM invitation i LEFT JOIN account a ON a.account_id = i.resets_account_id"
                    + " WHERE i.vault_id IS NULL AND i.expires_millis > ?"
                    + " ORDER BY i.expires_millis, i.invitation_id LIMIT 200";

    private AccountRows() {}

    /** The address of an account as it is compared. */
    static String emailKey(Transaction rows, UUID account) throws SQLException {
        return rows.first(
                        "SELECT email_key FROM account WHERE account_id = ?",
                        row -> row.getString(1),
                        account)
                .orElseThrow(() -> RelayException.notFound("account"));
    }

    static List<Device> devices(Transaction rows, UUID account) throws SQLException {
        return rows.list(DEVICES, AccountRows::device, account);
    }

    private static Device device(ResultSet row) throws SQLException {
        return Device.newBuilder()
                .setDeviceId(WireId.text(row.getObject(1, UUID.class)))
                .setName(row.getString(2))
                .setKindValue(row.getInt(3))
                .setBoundMillis(row.getLong(4))
                .setLastSeenMillis(row.getLong(5))
                .setRevokedMillis(row.getLong(6))
                .build();
    }

    static List<AccountInvitation> invitations(Transaction rows, RelayClock clock)
            throws SQLException {
        return rows.list(INVITATIONS, row -> invitation(row, clock), clock.steadyMillis());
    }

    private static AccountInvitation invitation(ResultSet row, RelayClock clock)
            throws SQLException {
        @Nullable String email = row.getString(2);
        return AccountInvitation.newBuilder()
                .setInvitationId(WireId.text(row.getObject(1, UUID.class)))
                .setEmail(Objects.requireNonNullElse(email, ""))
                .setAdmin(row.getBoolean(3))
                .setReset(row.getObject(4, UUID.class) != null)
                .setExpiresMillis(clock.shownMillis(row.getLong(5)))
                .build();
    }

    /** Ends a link. */
    static void withdraw(Transaction rows, UUID invitation) throws SQLException {
        int found = rows.update("DELETE FROM invitation WHERE invitation_id = ?", invitation);
        if (found == 0) {
            throw RelayException.notFound("invitation");
        }
    }
}

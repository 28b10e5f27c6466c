package app.vaultnotes.relay.vault;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Transaction;
import java.sql.SQLException;
import java.util.UUID;

/**
 * How much more a vault may take: what is left of its own limit, and of the limit of that owner who
 * has most left; an owner's counts all vaults that the account owns. Read with the appender's
 * rights, since a member may not see what other vaults an owner has.
 */
public final class Quota {

    private static final String ROOM =
            "SELECT least(CASE v.quota_bytes WHEN 0 THEN ? ELSE v.quota_bytes - v.stored_bytes END,"
                    + " (SELECT max(CASE a.quota_bytes WHEN 0 THEN ? ELSE a.quota_bytes -"
                    + " (SELECT coalesce(sum(o.stored_bytes), 0) FROM member x JOIN vault o"
                    + " USING (vault_id) WHERE x.account_id = a.account_id AND x.role = ?) END)"
                    + " FROM member m JOIN account a USING (account_id)"
                    + " WHERE m.vault_id = v.vault_id AND m.role = ?))"
                    + " FROM vault v WHERE v.vault_id = ?";

    private Quota() {}

    /**
     * The bytes that a vault may still take; none or fewer when it is full, {@link Long#MAX_VALUE}
     * without a limit.
     *
     * @param rows a transaction of the appender or keeper
     */
    public static long roomBytes(Transaction rows, UUID vault) throws SQLException {
        return rows.first(
                        ROOM,
                        row -> row.getLong(1),
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        Role.OWNER_VALUE,
                        Role.OWNER_VALUE,
                        vault)
                .orElse(0L);
    }

    /**
     * Refuses what a vault has no room for.
     *
     * @throws RelayException QUOTA
     */
    public static void require(Transaction rows, UUID vault, long bytes) throws SQLException {
        if (bytes > roomBytes(rows, vault)) {
            throw new RelayException(
                    ErrorCode.QUOTA,
                    "The vault's or its owner's storage is used up; nothing was stored.",
                    "Ask whoever runs the relay for more, or delete what is not needed.");
        }
    }
}

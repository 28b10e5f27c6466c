package app.vaultnotes.relay.vault;

import app.vaultnotes.proto.v1.ErrorCode;
import app.vaultnotes.proto.v1.Role;
import app.vaultnotes.relay.call.RelayException;
import app.vaultnotes.relay.database.Transaction;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How much more a vault may take: what is left of its own limit, and of the limit of that owner who
 * has most left; an owner's counts all vaults that the account owns. Read with the appender's
 * rights, since a member may not see what other vaults an owner has.
 */
public final class Quota {

    private static final String ROOM =
            "SELECT v.vault_id, least(CASE v.quota_bytes WHEN 0 THEN ? ELSE v.quota_bytes - v.stored_bytes END,"
                    + " (SELECT max(CASE a.quota_bytes WHEN 0 THEN ? ELSE a.quota_bytes -"
                    + " (SELECT coalesce(sum(o.stored_bytes), 0) FROM member x JOIN vault o"
                    + " USING (vault_id) WHERE x.account_id = a.account_id AND x.role = ?) END)"
                    + " FROM member m JOIN account a USING (account_id)"
                    + " WHERE m.vault_id = v.vault_id AND m.role = ?))"
                    + " FROM vault v WHERE v.vault_id = ANY (?)";

    private Quota() {}

    /**
     * The bytes that vaults may still take, as far as there are such vaults; none or fewer when one
     * is full, {@link Long#MAX_VALUE} without a limit.
     *
     * @param rows a transaction of the appender or keeper
     */
    public static Map<UUID, Long> roomBytes(Transaction rows, UUID... vaults) throws SQLException {
        Map<UUID, Long> room = new HashMap<>();
        rows.run(List.of(room(room, vaults)));
        return room;
    }

    /** What puts {@link #roomBytes} into a map, to be done among other steps. */
    public static Transaction.Step room(Map<UUID, Long> room, UUID... vaults) {
        return new Transaction.Step(
                ROOM,
                row -> room.put(row.getObject(1, UUID.class), row.getLong(2)) == null,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                Role.OWNER_VALUE,
                Role.OWNER_VALUE,
                vaults);
    }

    /**
     * Refuses what a vault has no room for.
     *
     * @throws RelayException QUOTA
     */
    public static void require(Transaction rows, UUID vault, long bytes) throws SQLException {
        if (bytes > roomBytes(rows, vault).getOrDefault(vault, 0L)) {
            throw refusal();
        }
    }

    /** What whoever sends too much is told. */
    public static RelayException refusal() {
        return new RelayException(
                ErrorCode.QUOTA,
                "The vault's or its owner's storage is used up; nothing was stored.",
                "Ask whoever runs the relay for more, or delete what is not needed.");
    }
}

package app.vaultnotes.relay.vault;

import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.audit.AuditEvent;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Removes every row of vaults whose time is over. The bytes of their blobs go when no vault has
 * their hash any more, which is not decided here. Safe for any number of threads and relays.
 */
public final class VaultPurge {

    private static final int VAULTS_AT_ONCE = 100;
    private static final int RECORDS_AT_ONCE = 5_000;

    /** A time before all others: a vault marked with it is gone, whatever clocks say. */
    private static final String MARK = "UPDATE vault SET deleted_from_millis = 0";

    private static final String HOLD =
            "SELECT 1 FROM vault WHERE vault_id = ? AND deleted_from_millis = 0 FOR UPDATE";
    private static final String RECORDS =
            "DELETE FROM record WHERE vault_id = ? AND vault_seq IN (SELECT vault_seq FROM record"
                    + " WHERE vault_id = ? ORDER BY vault_seq LIMIT "
                    + RECORDS_AT_ONCE
                    + ")";

    private final Database database;
    private final Audit audit;

    /** A purge of a database. */
    public VaultPurge(Database database, Audit audit) {
        this.database = database;
        this.audit = audit;
    }

    /**
     * Removes vaults that are due, at most a hundred.
     *
     * @param nowMillis steady time, as their deletion is kept
     * @return how many
     */
    public int purge(long nowMillis) {
        List<UUID> due = database.transact(Scope.keeper(), rows -> markDue(rows, nowMillis));
        due.forEach(this::remove);
        return due.size();
    }

    /** Before the first row goes, so that nobody restores a vault of which half is gone. */
    private static List<UUID> markDue(Transaction rows, long nowMillis) throws SQLException {
        return rows.list(
                MARK
                        + " WHERE vault_id IN (SELECT vault_id FROM vault"
                        + " WHERE deleted_from_millis <= ? ORDER BY deleted_from_millis LIMIT "
                        + VAULTS_AT_ONCE
                        + " FOR UPDATE SKIP LOCKED) RETURNING vault_id",
                row -> row.getObject(1, UUID.class),
                nowMillis);
    }

    /**
     * Closes a vault for good, so that the next {@link #purge} removes it.
     *
     * @param registration which of those that had the id
     * @return whether that one is there
     */
    public boolean mark(Transaction rows, UUID vault, UUID registration) throws SQLException {
        return rows.update(
                        MARK + " WHERE vault_id = ?" + " AND coalesce(registration, vault_id) = ?",
                        vault,
                        registration)
                == 1;
    }

    /** Removes a marked vault, in steps that each are short. */
    public void remove(UUID vault) {
        boolean isMore = true;
        while (isMore) {
            isMore = database.transact(Scope.keeper(), rows -> removeSome(rows, vault));
        }
    }

    /**
     * Whether there is more. Another relay may remove the same, and be done: a vault that is not
     * marked has been registered since.
     */
    private boolean removeSome(Transaction rows, UUID vault) throws SQLException {
        if (rows.first(HOLD, row -> true, vault).isEmpty()) {
            return false;
        }
        if (rows.update(RECORDS, vault, vault) == RECORDS_AT_ONCE) {
            return true;
        }
        rows.update("DELETE FROM vault WHERE vault_id = ?", vault);
        audit.write(rows, AuditEvent.VAULT_PURGED, null, vault, "");
        return false;
    }
}

package app.vaultnotes.relay.account;

import app.vaultnotes.relay.audit.Audit;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.vault.VaultPurge;
import java.time.Duration;
import java.util.function.IntSupplier;

/**
 * Removes what time has made useless, by steady time alone: a clock that is set to another year
 * takes nothing from anyone. What expired is refused by itself, and stays for a day longer. Safe
 * for any number of threads and relays.
 */
public final class Retention {

    private static final int ROWS_AT_ONCE = 1_000;
    private static final int BATCHES_AT_ONCE = 100;

    /**
     * Most rows that strangers can make of a kind. Signing in costs so much that the oldest of so
     * many failures is longer ago than anybody is made to wait for one.
     */
    private static final int STRANGERS_ROWS = 100_000;

    private static final int STRANGERS_ROWS_AT_ONCE = 10_000;
    private static final long SPARE_MILLIS = Duration.ofDays(1).toMillis();
    private static final long AUDIT_MILLIS = Duration.ofDays(400).toMillis();

    private final Database database;
    private final RelayClock clock;
    private final VaultPurge purge;
    private final Audit audit;

    /** A retention of a database. */
    public Retention(Database database, RelayClock clock, VaultPurge purge, Audit audit) {
        this.database = database;
        this.clock = clock;
        this.purge = purge;
        this.audit = audit;
    }

    /**
     * What went.
     *
     * @param sessions that nobody can refresh any more
     * @param challenges that no device answered, and the oldest of more than 100,000
     * @param failures of addresses where nobody has failed for a day, and the oldest of more than
     *     100,000
     * @param invitations that expired
     * @param auditRows older than 400 days
     * @param vaults whose 30 days after the deletion are over
     */
    public record Removed(
            int sessions,
            int challenges,
            int failures,
            int invitations,
            int auditRows,
            int vaults) {}

    /**
     * Removes what is due, in short transactions, at most 100,000 rows of each kind, and a million
     * that strangers have made; to be called every few minutes.
     */
    public Removed run() {
        long now = clock.steadyMillis();
        long before = now - SPARE_MILLIS;
        database.transact(Scope.keeper(), rows -> UnknownFailures.settle(rows, audit, now));
        return new Removed(
                remove("session", "session_id", "refresh_expires_millis", before),
                remove("challenge", "nonce_hash", "expires_millis", before)
                        + removeTooMany("challenge", "nonce_hash", "expires_millis"),
                remove("failure", "subject", "last_millis", before)
                        + removeTooMany("failure", "subject", "last_millis"),
                remove("invitation", "invitation_id", "expires_millis", before),
                inBatches(ROWS_AT_ONCE, () -> forgetAudit(now - AUDIT_MILLIS)),
                purge.purge(now));
    }

    private int remove(String table, String key, String time, long beforeMillis) {
        String sql =
                "DELETE FROM %s WHERE %s IN (SELECT %s FROM %s WHERE %s <= ? LIMIT %d"
                                .formatted(table, key, key, table, time, ROWS_AT_ONCE)
                        + " FOR UPDATE SKIP LOCKED)";
        return inBatches(
                ROWS_AT_ONCE,
                () -> database.transact(Scope.keeper(), rows -> rows.update(sql, beforeMillis)));
    }

    private int removeTooMany(String table, String key, String time) {
        String sql =
                """
                DELETE FROM %1$s WHERE %2$s IN (SELECT %2$s FROM %1$s ORDER BY %3$s
                  LIMIT least(?, greatest((SELECT count(*) FROM %1$s) - ?, 0))
                  FOR UPDATE SKIP LOCKED)
                """
                        .formatted(table, key, time);
        return inBatches(
                STRANGERS_ROWS_AT_ONCE,
                () ->
                        database.transact(
                                Scope.keeper(),
                                rows -> rows.update(sql, STRANGERS_ROWS_AT_ONCE, STRANGERS_ROWS)));
    }

    /** By a function with just this right; no role may delete rows of the audit log. */
    private int forgetAudit(long beforeMillis) {
        return database.transact(
                Scope.keeper(),
                rows ->
                        rows.first(
                                        "SELECT audit_forget(?, ?)",
                                        row -> row.getInt(1),
                                        beforeMillis,
                                        ROWS_AT_ONCE)
                                .orElse(0));
    }

    private static int inBatches(int full, IntSupplier batch) {
        int removed = 0;
        int last = full;
        for (int i = 0; i < BATCHES_AT_ONCE && last == full; i++) {
            last = batch.getAsInt();
            removed += last;
        }
        return removed;
    }
}

package app.vaultnotes.relay.content;

import app.vaultnotes.relay.blob.Upload;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.relay.vault.Quota;
import app.vaultnotes.wire.Hash;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * Room for bytes that are on their way. Of those that come in parts a vault's stored bytes have all
 * from the first part on, until they are there and count as what they are, or are given up; in the
 * database, so that every relay counts the same, also after a start. Small ones come at once: for
 * them there has to be room, and they count when they are there. Safe for any number of threads and
 * relays.
 */
final class Arriving {

    private static final long GIVEN_UP_MILLIS = Duration.ofDays(7).toMillis();
    private static final int ROWS_AT_ONCE = 1_000;

    /** Always before the row of an upload. */
    private static final String LOCK = "SELECT 1 FROM vault WHERE vault_id = ? FOR NO KEY UPDATE";

    private static final String COUNTED =
            "SELECT size_bytes FROM upload WHERE vault_id = ? AND hash = ?";
    private static final String COUNT =
            "INSERT INTO upload VALUES (?, ?, ?, ?) ON CONFLICT (vault_id, hash) DO UPDATE"
                    + " SET size_bytes = greatest(upload.size_bytes, excluded.size_bytes),"
                    + " touched_millis = greatest(upload.touched_millis, excluded.touched_millis)";
    private static final String REMOVE =
            "DELETE FROM upload WHERE vault_id = ? AND hash = ? AND touched_millis <= ?"
                    + " RETURNING size_bytes";
    private static final String ADD =
            "UPDATE vault SET stored_bytes = stored_bytes + ? WHERE vault_id = ?";
    private static final String OLD =
            "SELECT vault_id, hash FROM upload WHERE touched_millis <= ?"
                    + " ORDER BY touched_millis LIMIT "
                    + ROWS_AT_ONCE;

    private final Database database;
    private final RelayClock clock;

    Arriving(Database database, RelayClock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * Takes room for what is about to come, and none twice.
     *
     * @throws app.vaultnotes.relay.call.RelayException QUOTA when there is none for all of it
     */
    void begin(Kept.Incoming incoming) {
        database.transact(
                Scope.appender(),
                rows -> {
                    if (incoming.isWhole()) {
                        Quota.require(rows, incoming.vault(), incoming.sizeBytes());
                        return true;
                    }
                    return count(rows, incoming);
                });
    }

    private boolean count(Transaction rows, Kept.Incoming incoming) throws SQLException {
        UUID vault = incoming.vault();
        byte[] hash = incoming.hash().toByteArray();
        var _ = rows.first(LOCK, row -> true, vault);
        long counted = rows.first(COUNTED, row -> row.getLong(1), vault, hash).orElse(0L);
        long more = Math.max(0, incoming.sizeBytes() - counted);
        if (more > 0) {
            Quota.require(rows, vault, more);
        }
        rows.update(COUNT, vault, hash, incoming.sizeBytes(), clock.steadyMillis());
        return rows.update(ADD, more, vault) == 1;
    }

    /** Gives room back, as when nothing came. */
    void end(Kept.Incoming incoming) {
        if (!incoming.isWhole()) {
            end(incoming.upload(), Long.MAX_VALUE);
        }
    }

    private void end(Upload upload, long untouchedSinceMillis) {
        database.transact(Scope.appender(), rows -> settle(rows, upload, 0, untouchedSinceMillis));
    }

    /**
     * Counts bytes as stored instead of as about to come, within a transaction of their vault's
     * scope.
     *
     * @param storedBytes that the vault has more of from now on; negative when it has less
     */
    static void settle(Transaction rows, Kept.Incoming incoming, long storedBytes)
            throws SQLException {
        if (incoming.isWhole()) {
            rows.update(ADD, storedBytes, incoming.vault());
        } else {
            settle(rows, incoming.upload(), storedBytes, Long.MAX_VALUE);
        }
    }

    private static boolean settle(
            Transaction rows, Upload upload, long storedBytes, long untouchedSinceMillis)
            throws SQLException {
        var _ = rows.first(LOCK, row -> true, upload.vault());
        long counted =
                rows.first(
                                REMOVE,
                                row -> row.getLong(1),
                                upload.vault(),
                                upload.hash().toByteArray(),
                                untouchedSinceMillis)
                        .orElse(0L);
        return rows.update(ADD, storedBytes - counted, upload.vault()) == 1;
    }

    /** Counts no more what nobody has gone on with for a week, and names it: its parts may go. */
    List<Upload> giveUp() {
        long before = clock.steadyMillis() - GIVEN_UP_MILLIS;
        List<Upload> old =
                database.transact(Scope.appender(), rows -> rows.list(OLD, Arriving::read, before));
        old.forEach(upload -> end(upload, before));
        return old;
    }

    private static Upload read(ResultSet row) throws SQLException {
        return new Upload(
                row.getObject(1, UUID.class), Hash.fromByteArray("a stored hash", row.getBytes(2)));
    }
}

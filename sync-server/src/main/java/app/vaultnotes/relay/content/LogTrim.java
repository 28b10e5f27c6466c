package app.vaultnotes.relay.content;

import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Lets the bytes of old records go: of those that a snapshot covers which a second device attested
 * 30 days ago and whose own bytes are here and right. All else of a record stays: its place, so
 * that no log has a gap; its hash, so that sending it again is harmless and the records around it
 * can be proved; its time, device and size, which are its document's history.
 *
 * <p>Records of a document go in their order and in short transactions, each of which looks at the
 * snapshot anew. Killed anywhere, it goes on the next time. Safe for any number of threads and
 * relays.
 */
public final class LogTrim {

    /** How long ago a second device has to have attested a snapshot. */
    public static final long ATTESTED_MILLIS = Duration.ofDays(30).toMillis();

    private static final Logger LOG = System.getLogger(LogTrim.class.getName());
    private static final int SNAPSHOTS_AT_ONCE = 1_000;
    private static final int RECORDS_AT_ONCE = 500;
    private static final int RECORDS_OF_A_RUN = 200_000;

    /** The last covered record goes last: while it has its bytes, there is something to do. */
    private static final String PAGE =
            "SELECT vault_id, doc_id, hash, size_bytes, covered_vault_seq, (attested_millis <= ?"
                    + " AND (SELECT r.bytes IS NOT NULL FROM record r WHERE r.vault_id = s.vault_id"
                    + " AND r.doc_id = s.doc_id AND r.vault_seq <= s.covered_vault_seq"
                    + " ORDER BY r.vault_seq DESC LIMIT 1)) IS TRUE AS is_due"
                    + " FROM (SELECT * FROM snapshot WHERE (vault_id, doc_id, hash) > (?, ?, ?)"
                    + " ORDER BY vault_id, doc_id, hash LIMIT "
                    + SNAPSHOTS_AT_ONCE
                    + ") s ORDER BY vault_id, doc_id, hash";

    private static final String LOCK_SNAPSHOT =
            "SELECT covered_vault_seq FROM snapshot WHERE vault_id = ? AND doc_id = ? AND hash = ?"
                    + " AND attested_millis <= ? FOR UPDATE SKIP LOCKED";

    /** Before its records, as whoever appends does. */
    private static final String LOCK_VAULT =
            "SELECT 1 FROM vault WHERE vault_id = ? AND deleted_from_millis IS NULL"
                    + " FOR NO KEY UPDATE";

    private static final String TRIM =
            "UPDATE record SET bytes = NULL WHERE vault_id = ? AND vault_seq IN"
                    + " (SELECT vault_seq FROM record WHERE vault_id = ? AND doc_id = ?"
                    + " AND vault_seq > ? AND vault_seq <= ? AND bytes IS NOT NULL"
                    + " ORDER BY vault_seq LIMIT "
                    + RECORDS_AT_ONCE
                    + ") RETURNING vault_seq, size_bytes";

    private static final String FREE =
            "UPDATE vault SET stored_bytes = greatest(0, stored_bytes - ?) WHERE vault_id = ?";

    private final Database database;
    private final BlobStore store;
    private final RelayClock clock;
    private Place after = Place.FIRST;

    /** Trims the logs of a database, the snapshots' bytes of which are in a store. */
    public LogTrim(Database database, BlobStore store, RelayClock clock) {
        this.database = database;
        this.store = store;
        this.clock = clock;
    }

    private record Place(UUID vault, UUID doc, byte[] hash) {
        static final Place FIRST = new Place(new UUID(0, 0), new UUID(0, 0), new byte[0]);
    }

    private record Covering(Place place, long sizeBytes, long upTo, boolean isDue) {
        static Covering read(ResultSet row) throws SQLException {
            return new Covering(
                    new Place(
                            row.getObject("vault_id", UUID.class),
                            row.getObject("doc_id", UUID.class),
                            row.getBytes("hash")),
                    row.getLong("size_bytes"),
                    row.getLong("covered_vault_seq"),
                    row.getBoolean("is_due"));
        }
    }

    /**
     * Trims what is due, at most about 200,000 records; the next run goes on from there. To be
     * called every hour or so.
     *
     * @return how many records
     */
    public synchronized int run() {
        long before = clock.steadyMillis() - ATTESTED_MILLIS;
        int trimmed = 0;
        List<Covering> page = page(before);
        while (!page.isEmpty()) {
            for (Covering each : page) {
                trimmed += each.isDue() && isSound(each) ? trim(each, before) : 0;
                after = each.place();
                if (trimmed >= RECORDS_OF_A_RUN) {
                    return trimmed;
                }
            }
            page = page(before);
        }
        after = Place.FIRST;
        return trimmed;
    }

    private List<Covering> page(long before) {
        return database.transact(
                Scope.keeper(),
                rows ->
                        rows.list(
                                PAGE,
                                Covering::read,
                                before,
                                after.vault(),
                                after.doc(),
                                after.hash()));
    }

    /** What stands for records has to be here before they go. */
    private boolean isSound(Covering snapshot) {
        Hash hash = Hash.fromByteArray("a stored hash", snapshot.place().hash());
        try {
            if (store.isSound(hash, snapshot.sizeBytes())) {
                return true;
            }
            LOG.log(
                    Level.WARNING,
                    "snapshot {0} is lost or damaged: the records it covers stay",
                    hash);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "snapshot {0} could not be read", hash, e);
        }
        return false;
    }

    /** What a transaction has trimmed: how many, and the last of them. */
    private record Trimmed(int count, long last) {
        static final Trimmed NONE = new Trimmed(0, 0);

        boolean isEnd() {
            return count < RECORDS_AT_ONCE;
        }
    }

    private int trim(Covering snapshot, long before) {
        int count = 0;
        Trimmed trimmed = new Trimmed(RECORDS_AT_ONCE, 0);
        while (!trimmed.isEnd()) {
            long last = trimmed.last();
            trimmed =
                    database.transact(
                            Scope.keeper(), rows -> trim(rows, snapshot.place(), before, last));
            count += trimmed.count();
        }
        return count;
    }

    private static Trimmed trim(Transaction rows, Place place, long before, long last)
            throws SQLException {
        Optional<Long> covered =
                rows.first(
                        LOCK_SNAPSHOT,
                        row -> row.getLong(1),
                        place.vault(),
                        place.doc(),
                        place.hash(),
                        before);
        if (covered.isEmpty() || rows.first(LOCK_VAULT, row -> true, place.vault()).isEmpty()) {
            return Trimmed.NONE;
        }
        List<long[]> gone =
                rows.list(
                        TRIM,
                        row -> new long[] {row.getLong(1), row.getLong(2)},
                        place.vault(),
                        place.vault(),
                        place.doc(),
                        last,
                        covered.get());
        long bytes = gone.stream().mapToLong(each -> each[1]).sum();
        Trimmed trimmed =
                new Trimmed(
                        gone.size(), gone.stream().mapToLong(each -> each[0]).max().orElse(last));
        long freed = bytes + (trimmed.isEnd() ? removeOutlived(rows, place, covered.get()) : 0);
        rows.update(FREE, freed, place.vault());
        return trimmed;
    }

    /** The snapshot itself, once a newer one is attested, has no more to do. */
    private static long removeOutlived(Transaction rows, Place place, long covered)
            throws SQLException {
        return rows.first(
                        "DELETE FROM snapshot WHERE vault_id = ? AND doc_id = ? AND hash = ?"
                                + " AND EXISTS (SELECT FROM snapshot newer WHERE newer.vault_id = ?"
                                + " AND newer.doc_id = ? AND newer.attested_by IS NOT NULL"
                                + " AND newer.covered_vault_seq > ?) RETURNING size_bytes",
                        row -> row.getLong(1),
                        place.vault(),
                        place.doc(),
                        place.hash(),
                        place.vault(),
                        place.doc(),
                        covered)
                .orElse(0L);
    }
}

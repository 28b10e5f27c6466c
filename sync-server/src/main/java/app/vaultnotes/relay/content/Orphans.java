package app.vaultnotes.relay.content;

import app.vaultnotes.relay.blob.BlobStore;
import app.vaultnotes.relay.blob.StoredBlob;
import app.vaultnotes.relay.blob.Upload;
import app.vaultnotes.relay.clock.RelayClock;
import app.vaultnotes.relay.database.Database;
import app.vaultnotes.relay.database.Scope;
import app.vaultnotes.relay.database.Transaction;
import app.vaultnotes.wire.Hash;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Removes bytes that no vault refers to any more, and uploads that nobody goes on with. Bytes that
 * came lately stay: whoever put them may be about to refer to them.
 */
public final class Orphans {

    private static final Duration SPARED = Duration.ofDays(1);
    private static final Duration UPLOADS_SPARED = Duration.ofDays(7);
    private static final String REFERRED =
            "SELECT hash FROM blob WHERE hash = ANY (?)"
                    + " UNION SELECT hash FROM snapshot WHERE hash = ANY (?)";

    private final Database database;
    private final BlobStore store;
    private final Arriving arriving;
    private final RelayClock clock;

    /** What is in a store beside what a database refers to. */
    public Orphans(Database database, BlobStore store, RelayClock clock) {
        this.database = database;
        this.store = store;
        arriving = new Arriving(database, clock);
        this.clock = clock;
    }

    /** Removes what is due, and says how many blobs that were. Runs as long as it takes. */
    public int remove() {
        Instant now = clock.instant();
        dropGivenUp();
        store.uploads().dropUntouched(now.minus(UPLOADS_SPARED));
        int removed = 0;
        List<StoredBlob> page = store.list(Hash.NONE, BlobStore.PAGE_BLOBS);
        while (!page.isEmpty()) {
            removed += remove(page, now.minus(SPARED));
            page = store.list(page.getLast().hash(), BlobStore.PAGE_BLOBS);
        }
        return removed;
    }

    private void dropGivenUp() {
        List<Upload> old = arriving.giveUp();
        while (!old.isEmpty()) {
            old.forEach(store.uploads()::drop);
            old = arriving.giveUp();
        }
    }

    private int remove(List<StoredBlob> page, Instant before) {
        List<Hash> old =
                page.stream()
                        .filter(blob -> blob.touched().isBefore(before))
                        .map(StoredBlob::hash)
                        .toList();
        Set<Hash> referred =
                database.transact(Scope.keeper(), transaction -> referred(transaction, old));
        return (int)
                old.stream().filter(hash -> !referred.contains(hash) && isRemoved(hash)).count();
    }

    private static Set<Hash> referred(Transaction transaction, List<Hash> hashes)
            throws SQLException {
        byte[][] asked = hashes.stream().map(Hash::toByteArray).toArray(byte[][]::new);
        return new HashSet<>(
                transaction.list(
                        REFERRED,
                        row -> Hash.fromByteArray("a stored hash", row.getBytes(1)),
                        asked,
                        asked));
    }

    /** Looks once more while nobody can begin to refer to it. */
    private boolean isRemoved(Hash hash) {
        return database.transact(
                Scope.keeper(),
                transaction -> {
                    HashLock.hold(transaction, hash);
                    boolean isOrphan = referred(transaction, List.of(hash)).isEmpty();
                    if (isOrphan) {
                        store.delete(hash);
                    }
                    return isOrphan;
                });
    }
}

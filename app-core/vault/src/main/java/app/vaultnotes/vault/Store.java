package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import app.vaultnotes.vault.search.SearchIndex;

/**
 * What a vault keeps on this machine. All parts share one database: what one {@link
 * ChangeLog#commit} writes is on disk as a whole or not at all, and every part sees it.
 *
 * <p>Safe for many threads; writes take turns. A failing disk, a full one or a read-only one is a
 * {@link VaultException}.
 */
public interface Store extends AutoCloseable {

    /** The id of the vault and of its tree document. */
    Id vaultId();

    /** Whether another store is this one, however it was reached. */
    boolean isSame(Store other);

    /** The truth: every change of every document. */
    ChangeLog changes();

    /** Versions, places and undo steps. */
    History history();

    /** What of it stands in records, which travel. */
    RecordLog records();

    /** What lists show, without opening a document. */
    Catalogue catalogue();

    /** Full-text search. */
    SearchIndex search();

    /** The bytes of attachments. */
    Blobs blobs();

    /** Which of them the relay has. */
    BlobLog blobLog();

    /** What stands in snapshots, which others made. */
    SnapshotLog snapshots();

    /** Small facts about this copy of the vault that do not travel. */
    LocalFacts facts();

    /** Checking, rebuilding, backing up, purging. */
    StoreCare care();

    /** Ends all access. What was committed is durable already. */
    @Override
    void close();
}

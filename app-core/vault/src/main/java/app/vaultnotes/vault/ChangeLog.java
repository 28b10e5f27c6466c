package app.vaultnotes.vault;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The changes of all documents, kept with their hashes and checked whenever they are read. */
public interface ChangeLog {

    /**
     * Makes everything in these commits durable, in order, in one transaction. When it returns, the
     * bytes are on the disk; when it throws, nothing of it is. A change that is present already
     * comes to stand behind all others: where it stood it may have been left out.
     */
    void commit(List<Commit> commits);

    /** The bytes of a document, damaged rows left out and counted; empty when it is unknown. */
    Optional<StoredDocument> read(Id document);

    /** Every document with its kind and present, in the order of ids. */
    List<DocumentEntry> documents();

    /** Kind and present of one document. */
    Optional<DocumentEntry> document(Id document);

    /**
     * When a change was made, by the clock of who made it; empty for one that is not stored by
     * itself any more, or is not here.
     */
    OptionalLong madeMillis(Id document, ChangeHash change);

    /** The hashes of the changes that are stored one by one, not inside a snapshot. */
    Set<ChangeHash> loose(Id document);

    /**
     * Puts a snapshot in the place of the changes it covers. The caller has loaded the snapshot
     * back and compared it.
     *
     * @param covered the loose changes the snapshot contains; they are removed
     */
    void compact(Id document, Heads heads, byte[] snapshot, Set<ChangeHash> covered);

    /**
     * Documents whose loose changes call for a snapshot (see {@link Compaction}), largest first.
     */
    List<Id> compactable(int limit);

    /** Documents whose projection lags behind their changes (see {@link Projection.Stale}). */
    List<Id> stale();

    /** Whether one document's projection lags behind its changes. */
    boolean isStale(Id document);

    /**
     * Notes, before an engine sees them, that it is about to take in changes from outside; {@link
     * #taken} takes the note back. What is still noted when the store opens had brought the process
     * down.
     */
    void taking(Map<Id, List<ChangeHash>> changes);

    /** The engine took the changes in, or refused them in an orderly way. */
    void taken(Collection<Id> documents);

    /** Changes that brought a process down; they are kept aside and never handed to an engine. */
    Set<ChangeHash> quarantined();

    /**
     * Documents that were purged here, with what was known of them: only an edit that was not among
     * it brings one back.
     */
    Map<Id, SeenChanges> purged();

    /**
     * A document and its present.
     *
     * @param id its id
     * @param kind what it holds
     * @param heads its newest changes
     */
    record DocumentEntry(Id id, DocumentKind kind, Heads heads) {}

    /**
     * The bytes of a document as stored.
     *
     * @param entry the document
     * @param snapshot the last snapshot, possibly none
     * @param loose the changes since, oldest first
     * @param damaged how many rows failed their check and are missing here
     */
    record StoredDocument(
            DocumentEntry entry, Optional<byte[]> snapshot, List<byte[]> loose, int damaged) {}
}

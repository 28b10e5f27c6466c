package app.vaultnotes.vault;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.document.Id;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Looking after a store: checks, rebuilding, backups, purging. */
public interface StoreCare {

    /** Looks at everything that can be wrong without opening a document. Changes nothing. */
    List<Damage> check(Progress progress);

    /**
     * Moves rows that fail their check out of the way, so that the rest works on; they are kept
     * aside for inspection.
     *
     * @return what was set aside, in the words of {@link #check}
     */
    List<Damage> setAside();

    /**
     * Mends damaged pages: indexes and what can be made anew where they are; else everything that
     * can be read is written into a new database, which takes the place of the damaged one. What
     * lists show of lost documents is in it until {@link #dropProjections}.
     *
     * @return where the damaged database is kept, when a new one took its place
     */
    Optional<Path> mendPages(Instant now, Progress progress);

    /**
     * Shows what backups hold, the newest first; those that cannot be read are left out.
     *
     * @param enough takes one, which is only read, and says whether no more are wanted
     */
    void eachBackup(Predicate<Store> enough);

    /** Takes documents out that cannot be read any more; their rows are kept aside. */
    void setAside(Collection<Id> documents);

    /** Takes loose changes out that their document leaves out; they are kept aside. */
    void setAside(Id document, Collection<ChangeHash> changes);

    /**
     * Drops all projections; the caller fills them again by commits without changes. When they
     * cannot be dropped, all stays as it is.
     *
     * @param unfinished a fact that is put to “yes” in the same step, for the caller to take back
     */
    void dropProjections(String unfinished);

    /** Copies the whole database while it is in use and checks the copy by reading it. */
    void backup(Path destination, Progress progress);

    /**
     * Removes documents with everything that is known of them, from the database, its journal and
     * its backups, and remembers only that they were purged, and how much of them was known. The
     * caller removes blobs.
     */
    void purge(Map<Id, SeenChanges> documents, long atMillis);

    /**
     * The attachments that backups, and what a restore put aside, refer to.
     *
     * @throws VaultException when one of them cannot be read
     */
    Collection<BlobHash> usedByCopies();

    /**
     * Something that is wrong.
     *
     * @param code a word that scripts can rely on, such as {@code change-damaged}
     * @param where which document, row or file
     * @param document the document it belongs to, {@link Id#ROOT} when to none
     * @param message what it means, for people
     */
    record Damage(String code, String where, Id document, String message) {}
}

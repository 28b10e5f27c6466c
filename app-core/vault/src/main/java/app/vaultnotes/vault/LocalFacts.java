package app.vaultnotes.vault;

import app.vaultnotes.document.Id;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small facts about this copy of a vault. They do not travel to other devices. */
public interface LocalFacts {

    /** A fact by name. */
    Optional<String> get(String name);

    /** Sets a fact; an empty value removes it. */
    void put(String name, String value);

    /** Facts whose names begin so. */
    Map<String, String> startingWith(String prefix);

    /** Notes that were opened, the last one first. */
    List<Id> recent(int limit);

    /** Notes that a note was opened. */
    void opened(Id note, long atMillis);

    /** What an import brought, by where it came from. */
    Optional<Imported> imported(String sourceKey);

    /** Remembers what an import brought. */
    void imported(Map<String, Imported> bySourceKey);

    /** Forgets that an import brought these documents: another one makes new ones. */
    void forgetImported(Collection<Id> documents);

    /**
     * Keeps bytes that nothing names for notes that may have come from them, until something names
     * them or the last of the notes is purged.
     */
    void keepUntold(Collection<Id> notes, Collection<BlobHash> blobs);

    /** The bytes that are kept so. */
    List<BlobHash> untold();

    /**
     * What became of a source file.
     *
     * @param sha256 hash of the file's bytes then
     * @param document the note or file it became
     */
    record Imported(BlobHash sha256, Id document) {}
}

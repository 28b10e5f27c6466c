package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.SavedBytes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The changes of a document: how many each actor made, and their hashes as far as they were needed.
 * The engine cannot be asked for a hash; listing all costs tens of milliseconds for a long history,
 * so it is put off until one is asked for that was not met since the document was opened.
 */
final class KnownChanges {

    private final Supplier<List<Change>> all;
    private final Map<ActorId, Long> sequences = new HashMap<>();
    private final Set<ChangeHash> met = new HashSet<>();
    private boolean complete;

    KnownChanges(Supplier<List<Change>> all) {
        this.all = all;
    }

    /** Begins with the changes of a saved document. */
    void fill(SavedBytes.Saved saved) {
        sequences.putAll(saved.sequences());
        met.addAll(saved.heads().hashes());
    }

    /** Begins anew with just these changes. */
    void fill(List<Change> changes) {
        sequences.clear();
        met.clear();
        changes.forEach(this::add);
        complete = true;
    }

    /** Notes that a change is part of the document. */
    void add(Change change) {
        sequences.merge(change.actor(), change.sequence(), Math::max);
        met.add(change.hash());
    }

    /** How many changes of an actor are part of the document. */
    long count(ActorId actor) {
        return sequences.getOrDefault(actor, 0L);
    }

    boolean contains(Change change) {
        return change.sequence() <= count(change.actor()) && contains(change.hash());
    }

    boolean contains(ChangeHash hash) {
        return met.contains(hash) || (!complete && listed().contains(hash));
    }

    boolean containsAll(Heads heads) {
        return heads.hashes().stream().allMatch(this::contains);
    }

    private Set<ChangeHash> listed() {
        all.get().forEach(change -> met.add(change.hash()));
        complete = true;
        return met;
    }
}

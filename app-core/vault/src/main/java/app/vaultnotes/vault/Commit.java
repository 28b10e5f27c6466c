package app.vaultnotes.vault;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.document.DocumentKind;
import app.vaultnotes.document.Id;
import java.util.List;
import java.util.Optional;

/**
 * What one edit of one document leaves on disk, all of it in one transaction.
 *
 * @param document which document
 * @param kind what it holds
 * @param changes the new changes, oldest first
 * @param heads the document's present after them
 * @param atMillis when they were made, by the writer's clock; for display only
 * @param version the step in the document's history; none for changes that bring their own
 * @param placement where the document is and what it is called from now on, if that changed
 * @param undo what happens to this device's undo steps
 * @param projection what lists and search show from now on
 */
public record Commit(
        Id document,
        DocumentKind kind,
        List<Change> changes,
        Heads heads,
        long atMillis,
        Optional<VersionStep> version,
        Optional<Placement> placement,
        List<UndoAction> undo,
        Projection projection) {

    /** Copies the lists. */
    public Commit {
        changes = List.copyOf(changes);
        undo = List.copyOf(undo);
    }

    /**
     * One step in a document's history.
     *
     * @param device who made it
     * @param added UTF-16 units that came
     * @param removed UTF-16 units that went
     * @param begins whether a new version begins; otherwise the newest one is extended
     */
    public record VersionStep(Id device, int added, int removed, boolean begins) {}
}

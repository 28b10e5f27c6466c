package app.vaultnotes.vault;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.document.Id;
import java.util.Optional;
import java.util.Set;

/**
 * A document that was saved, loaded back and found to be the same.
 *
 * @param heads its present
 * @param bytes all of it, as an engine saves it
 * @param loose those of its changes that the store keeps one by one
 */
record SavedDocument(Heads heads, byte[] bytes, Set<ChangeHash> loose) {

    /** Saves a document; empty where something of it would be gone then, or it is damaged. */
    static Optional<SavedDocument> of(Session session, Id id) {
        if (session.stored(id).damaged() > 0) {
            return Optional.empty(); // it would take the place of what may still be mended
        }
        try (CrdtDocument document = session.loadForReading(id)) {
            if (!new LeftOutRows(session).of(id, document).isEmpty()) {
                return Optional.empty(); // only a repair may do without, which keeps them aside
            }
            Set<ChangeHash> loose = session.store.changes().loose(id);
            byte[] saved = document.save();
            try (CrdtDocument again = session.engine.load(Session.READER, saved)) {
                return isSame(again, document)
                        ? Optional.of(new SavedDocument(document.heads(), saved, loose))
                        : Optional.empty();
            }
        } catch (CrdtException e) {
            return Optional.empty(); // damage is the doctor's matter
        }
    }

    /** Its changes, too, must come out of it again, or they would be gone for good. */
    private static boolean isSame(CrdtDocument again, CrdtDocument document) {
        int changes = again.changesSince(Heads.NONE).size();
        return changes == document.changesSince(Heads.NONE).size()
                && again.heads().equals(document.heads())
                && again.now().keys(Path.ROOT).equals(document.now().keys(Path.ROOT))
                && LiveNote.textIfAny(again).equals(LiveNote.textIfAny(document));
    }
}

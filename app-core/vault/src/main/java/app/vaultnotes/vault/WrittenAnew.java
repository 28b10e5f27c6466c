package app.vaultnotes.vault;

import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.TextRebase;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Texts that a repair wrote anew because their changes were lost. When another copy of the vault
 * brings those changes back, the same words would stand twice: then what the repair wrote goes, and
 * what was edited since is carried over.
 */
final class WrittenAnew {

    private static final String FACT = "written-anew:";
    private static final int MOST_HEADS = 100;

    private final Session session;

    WrittenAnew(Session session) {
        this.session = session;
    }

    /**
     * What is remembered of a note.
     *
     * @param lost the newest changes it had had
     * @param repair the change that wrote it anew
     * @param textSha256 of the text that was written
     */
    private record Note(Heads lost, ChangeHash repair, String textSha256) {

        String encoded() {
            return Base64.getEncoder().encodeToString(lost.toByteArray())
                    + " "
                    + repair.toHex()
                    + " "
                    + textSha256;
        }

        static Optional<Note> parse(String fact) {
            String[] parts = fact.split(" ", -1);
            try {
                return parts.length == 3
                        ? Optional.of(
                                new Note(
                                        Heads.fromByteArray(Base64.getDecoder().decode(parts[0])),
                                        ChangeHash.fromHex(parts[1]),
                                        parts[2]))
                        : Optional.empty();
            } catch (IllegalArgumentException | CrdtException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * Remembers a note that was just written anew.
     *
     * @param lost the newest changes it had had
     */
    void remember(LiveNote note, Heads lost) {
        Set<ChangeHash> now = note.document().heads().hashes();
        if (now.size() == 1 && lost.hashes().size() <= MOST_HEADS) {
            Note remembered = new Note(lost, now.iterator().next(), LiveNote.sha256(note.text()));
            session.store.facts().put(FACT + note.id(), remembered.encoded());
        }
    }

    /**
     * Takes back what a repair wrote into a note, if a merge brought what had been lost.
     *
     * @param before the note's heads before the merge
     * @param theirs the heads of the other copy
     * @param theirChanges all changes of the other copy
     */
    void merged(Id id, Heads before, Heads theirs, Set<ChangeHash> theirChanges) {
        Optional<Note> note = session.store.facts().get(FACT + id).flatMap(Note::parse);
        if (note.isEmpty() || theirChanges.contains(note.get().repair())) {
            return;
        }
        Optional<String> merged =
                session.inPassing(id, live -> text(live.document(), note.get(), before, theirs));
        if (merged.isPresent()) {
            session.inPassing(id, live -> write(live, merged.get()));
            session.store.facts().put(FACT + id, "");
        }
    }

    /** The text of both without what the repair wrote; empty while something is still lost. */
    private static Optional<String> text(
            CrdtDocument document, Note note, Heads before, Heads theirs) {
        try {
            String lost = at(document, note.lost());
            if (!LiveNote.sha256(lost).equals(note.textSha256())) {
                return Optional.empty();
            }
            Set<ChangeHash> all = new TreeSet<>(theirs.hashes());
            all.addAll(note.lost().hashes());
            String there = at(document, Heads.of(all));
            List<TextEdit> ours = edits(lost, at(document, before));
            return Optional.of(
                    EditedText.of(there, TextRebase.over(ours, edits(lost, there))).after());
        } catch (CrdtException e) {
            return Optional.empty();
        }
    }

    private static String at(CrdtDocument document, Heads heads) {
        return document.at(heads).text(NoteDocument.TEXT);
    }

    private static List<TextEdit> edits(String from, String to) {
        return TextDiff.edits(NoteDocument.TEXT, from, to);
    }

    private boolean write(LiveNote live, String text) {
        Batch batch = new Batch(session);
        List<TextEdit> edits = new ArrayList<>(edits(live.text(), text));
        if (batch.note(live, live.meta(), edits, Batch.Step.EFFECT)) {
            batch.commit();
        }
        return true;
    }
}

package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.crdt.TextRebase;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Taking back and doing again what this device did in a note, also after a restart. What others
 * wrote since stays: only this device's own characters go. Folders that a move made stay, too:
 * others may have put something into them.
 */
public final class Undo {

    private final Session session;
    private final Paths paths;
    private final Notes notes;
    private final Moves moves;

    Undo(Session session, Paths paths, Notes notes, Moves moves) {
        this.session = session;
        this.paths = paths;
        this.notes = notes;
        this.moves = moves;
    }

    /** Takes back this device's last step in a note. */
    public Edited undo(String path) {
        return session.locked(
                () -> run(paths.note(path).id(), UndoAction.Stack.UNDO, Batch.Step.UNDO, "undo"));
    }

    /** Does again what {@link #undo} last took back. */
    public Edited redo(String path) {
        return session.locked(
                () -> run(paths.note(path).id(), UndoAction.Stack.REDO, Batch.Step.REDO, "redo"));
    }

    private Edited run(Id id, UndoAction.Stack stack, Batch.Step step, String word) {
        LiveNote note = session.note(id);
        Optional<UndoStep> top = session.store.history().top(id, stack).map(UndoStep::decode);
        while (top.isPresent()) {
            if (takeBack(note, top.get(), step)) {
                return notes.edited(id);
            }
            Batch batch = new Batch(session);
            batch.drop(note, stack);
            batch.commit();
            top = session.store.history().top(id, stack).map(UndoStep::decode);
        }
        throw new VaultException(
                VaultException.Code.NOTHING_TO_DO,
                "There is nothing to " + word + " in “" + note.meta().title() + "”.",
                "");
    }

    /** Whether anything was left to take back. */
    private boolean takeBack(LiveNote note, UndoStep step, Batch.Step direction) {
        if (step.edits().isEmpty()) {
            return false; // nothing is known of it, not even which text it left
        }
        Optional<UndoStep.Moved> moved =
                step.edits().stream()
                        .filter(UndoStep.Moved.class::isInstance)
                        .map(UndoStep.Moved.class::cast)
                        .findFirst();
        if (moved.isPresent()) {
            return moveBack(note, moved.get(), relinked(note.id(), step), direction);
        }
        List<TextEdit> edits = edits(note, step);
        if (edits.isEmpty()) {
            return false;
        }
        Batch batch = new Batch(session);
        batch.note(note, note.meta(), edits, direction);
        batch.commit();
        return true;
    }

    /** The links that a move rewrote, in the moved note itself and in others. */
    private static List<UndoStep.Relinked> relinked(Id moved, UndoStep step) {
        List<UndoStep.Relinked> links = new ArrayList<>();
        for (UndoStep.Edit edit : step.edits()) {
            if (edit instanceof UndoStep.Replaced own) {
                links.add(new UndoStep.Relinked(moved, own));
            } else if (edit instanceof UndoStep.Relinked link) {
                links.add(link);
            }
        }
        return links;
    }

    private boolean moveBack(
            LiveNote note,
            UndoStep.Moved moved,
            List<UndoStep.Relinked> links,
            Batch.Step direction) {
        boolean still =
                note.meta().title().equals(moved.toTitle())
                        && note.meta().folder().equals(moved.toFolder());
        if (still) {
            moves.note(note.id(), moved.fromFolder(), moved.fromTitle(), direction, links);
        }
        return still;
    }

    /** What takes a step back in the text as it is now, whatever was written since by others. */
    private static List<TextEdit> edits(LiveNote note, UndoStep step) {
        return left(note, step.after())
                .flatMap(left -> step.before(left).map(before -> edits(note, left, before)))
                .orElse(List.of());
    }

    private static List<TextEdit> edits(LiveNote note, String left, String before) {
        List<TextEdit> ours = TextDiff.edits(NoteDocument.TEXT, left, before);
        List<TextEdit> theirs = TextDiff.letters(NoteDocument.TEXT, left, note.text());
        return TextRebase.over(ours, theirs);
    }

    /**
     * The text that a step left; empty when nobody can tell it any more. Mostly it is the text of
     * now, since the steps above were taken back before: then the past need not be read.
     */
    private static Optional<String> left(LiveNote note, UndoStep.After after) {
        String now = note.text();
        if (LiveNote.sha256(now).equals(after.textSha256())) {
            return Optional.of(now);
        }
        try {
            return Optional.of(note.document().at(after.heads()).text(NoteDocument.TEXT))
                    .filter(text -> LiveNote.sha256(text).equals(after.textSha256()));
        } catch (CrdtException e) {
            return Optional.empty(); // Its changes went with a repair or an older backup.
        }
    }
}

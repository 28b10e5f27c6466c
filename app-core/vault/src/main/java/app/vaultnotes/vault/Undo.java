package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.TextDiff;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Taking back and doing again what this device did in a note, also after a restart. What others
 * wrote since stays: only this device's own characters go.
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
        Optional<UndoStep.Moved> moved =
                step.edits().stream()
                        .filter(UndoStep.Moved.class::isInstance)
                        .map(UndoStep.Moved.class::cast)
                        .findFirst();
        if (moved.isPresent()) {
            return moveBack(note, moved.get(), relinked(note.id(), step), direction);
        }
        String before = before(note, step);
        Batch batch = new Batch(session);
        List<TextEdit> edits = TextDiff.edits(NoteDocument.TEXT, note.text(), before);
        if (edits.isEmpty()) {
            return false;
        }
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

    /** The text as it would be without a step. */
    private static String before(LiveNote note, UndoStep step) {
        CrdtDocument document = note.document();
        int count = step.edits().size();
        int[] from = new int[count];
        int[] to = new int[count];
        for (int i = 0; i < count; i++) {
            if (step.edits().get(i) instanceof UndoStep.Replaced edit) {
                from[i] = document.now().offset(NoteDocument.TEXT, edit.from());
                to[i] = document.now().offset(NoteDocument.TEXT, edit.to());
            }
        }
        StringBuilder text = new StringBuilder(note.text());
        for (int i = count - 1; i >= 0; i--) {
            if (step.edits().get(i) instanceof UndoStep.Replaced edit) {
                takeBack(text, edit, from, to, i);
            }
        }
        return text.toString();
    }

    private static void takeBack(
            StringBuilder text, UndoStep.Replaced edit, int[] from, int[] to, int index) {
        int start = from[index];
        int end = Math.max(start, to[index]);
        String now = text.substring(start, end);
        String rest = withoutOwn(edit.inserted(), now);
        replace(text, start, end, edit.removed() + rest);
        for (int i = 0; i < index; i++) {
            from[i] = shifted(from[i], start, end, edit.removed().length(), rest.length());
            to[i] = shifted(to[i], start, end, edit.removed().length(), rest.length());
        }
    }

    private static void replace(StringBuilder text, int start, int end, String with) {
        text.replace(start, end, with);
    }

    /** Where a place before a later one is, once that later edit is taken back. */
    private static int shifted(int at, int start, int end, int restored, int rest) {
        if (at < start) {
            return at;
        }
        if (at >= end) {
            return at - (end - start) + restored + rest;
        }
        return start + restored;
    }

    /** What stands in the place of our insertion without our own characters. */
    private static String withoutOwn(String inserted, String now) {
        if (inserted.equals(now)) {
            return "";
        }
        StringBuilder others = new StringBuilder();
        for (TextEdit edit : TextDiff.edits(NoteDocument.TEXT, inserted, now)) {
            others.append(edit.inserted());
        }
        return others.toString();
    }
}

package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps what this device did in each note, so that it can be taken back after any restart. */
final class UndoLog {

    private UndoLog() {}

    /** The edits just made, anchored in the document as it is now. */
    static List<UndoStep.Replaced> replaced(
            CrdtDocument document, List<TextEdit> edits, EditedText edited) {
        List<UndoStep.Replaced> replaced = new ArrayList<>(edits.size());
        for (int i = 0; i < edits.size(); i++) {
            TextEdit edit = edits.get(i);
            int end = edit.start() + edit.inserted().length();
            replaced.add(
                    new UndoStep.Replaced(
                            document.now().cursor(NoteDocument.TEXT, edit.start()),
                            document.now().cursor(NoteDocument.TEXT, end),
                            edit.inserted(),
                            edited.removed().get(i)));
        }
        return replaced;
    }

    /** What an edit does to the stacks of its note. */
    static List<UndoAction> actions(
            Session session,
            Id note,
            Batch.Step step,
            long atMillis,
            List<UndoStep.Edit> edits,
            List<UndoStep.Replaced> typed) {
        byte[] whole = new UndoStep(atMillis, step == Batch.Step.TYPING, edits).encode();
        return switch (step) {
            case EFFECT -> List.of();
            case UNDO ->
                    List.of(
                            new UndoAction.Pop(UndoAction.Stack.UNDO),
                            new UndoAction.Push(UndoAction.Stack.REDO, whole));
            case REDO ->
                    List.of(
                            new UndoAction.Pop(UndoAction.Stack.REDO),
                            new UndoAction.Push(UndoAction.Stack.UNDO, whole));
            case COMMAND ->
                    List.of(
                            new UndoAction.Push(UndoAction.Stack.UNDO, whole),
                            new UndoAction.Clear(UndoAction.Stack.REDO));
            case TYPING ->
                    List.of(
                            typing(session, note, atMillis, typed, whole),
                            new UndoAction.Clear(UndoAction.Stack.REDO));
        };
    }

    private static UndoAction typing(
            Session session, Id note, long atMillis, List<UndoStep.Replaced> typed, byte[] whole) {
        Optional<UndoStep> burst =
                session.store
                        .history()
                        .top(note, UndoAction.Stack.UNDO)
                        .map(UndoStep::decode)
                        .filter(step -> step.goesOn(atMillis));
        return burst.<UndoAction>map(step ->
                        new UndoAction.ReplaceTop(
                                UndoAction.Stack.UNDO, step.with(typed, atMillis).encode()))
                .orElseGet(() -> new UndoAction.Push(UndoAction.Stack.UNDO, whole));
    }
}

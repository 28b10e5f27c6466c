package app.vaultnotes.vault;

import app.vaultnotes.crdt.CrdtDocument;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.TextEdit;
import app.vaultnotes.document.Id;
import app.vaultnotes.document.NoteDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

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
                            edit.start(),
                            document.now().cursor(NoteDocument.TEXT, edit.start()),
                            document.now().cursor(NoteDocument.TEXT, end),
                            edit.inserted(),
                            edited.removed().get(i)));
        }
        return replaced;
    }

    /**
     * What an edit does to the stacks of its note, which has been edited.
     *
     * @param before the heads of the note's document before the edit
     * @param made makes the step, which hashes the text, where one is kept
     */
    static List<UndoAction> actions(
            Session session,
            LiveNote note,
            Batch.Step step,
            Heads before,
            Supplier<UndoStep> made,
            List<UndoStep.Replaced> typed) {
        if (step == Batch.Step.EFFECT) {
            boolean wanted = !typed.isEmpty() && isWanted(session, note.id());
            return wanted ? List.of(effect(made.get(), typed)) : List.of();
        }
        UndoStep whole = made.get();
        List<UndoAction> actions =
                new ArrayList<>(stacked(session, note, step, before, whole, typed));
        if (whole.moved().isPresent() && !typed.isEmpty()) {
            actions.add(effect(whole, typed));
        }
        return actions;
    }

    /** What links got when they followed a move; of the note that moved its own. */
    private static UndoAction effect(UndoStep step, List<UndoStep.Replaced> links) {
        UndoStep effect = new UndoStep(step.atMillis(), false, step.after(), List.copyOf(links));
        return new UndoAction.Push(UndoAction.Stack.EFFECT, effect.encode());
    }

    private static List<UndoAction> stacked(
            Session session,
            LiveNote note,
            Batch.Step step,
            Heads before,
            UndoStep whole,
            List<UndoStep.Replaced> typed) {
        return switch (step) {
            case EFFECT -> List.of();
            case UNDO ->
                    List.of(
                            new UndoAction.Pop(UndoAction.Stack.UNDO),
                            new UndoAction.Push(UndoAction.Stack.REDO, whole.encode()));
            case REDO ->
                    List.of(
                            new UndoAction.Pop(UndoAction.Stack.REDO),
                            new UndoAction.Push(UndoAction.Stack.UNDO, whole.encode()));
            case COMMAND ->
                    List.of(
                            new UndoAction.Push(UndoAction.Stack.UNDO, whole.encode()),
                            new UndoAction.Clear(UndoAction.Stack.REDO));
            case TYPING ->
                    List.of(
                            typing(session, note.id(), before, whole, typed),
                            new UndoAction.Clear(UndoAction.Stack.REDO));
        };
    }

    /** What links in a note got when they followed moves. */
    static List<UndoStep.Replaced> effects(Session session, Id note) {
        return session.store.history().steps(note, UndoAction.Stack.EFFECT).stream()
                .flatMap(step -> UndoStep.decode(step).edits().stream())
                .filter(UndoStep.Replaced.class::isInstance)
                .map(UndoStep.Replaced.class::cast)
                .toList();
    }

    /** Whether there is a step that an effect of a move may stand in the way of. */
    private static boolean isWanted(Session session, Id note) {
        History history = session.store.history();
        return history.top(note, UndoAction.Stack.UNDO).isPresent()
                || history.top(note, UndoAction.Stack.REDO).isPresent();
    }

    /** A burst ends where others wrote between its edits: the places of all must be in one text. */
    private static UndoAction typing(
            Session session, Id note, Heads before, UndoStep whole, List<UndoStep.Replaced> typed) {
        Optional<UndoStep> burst =
                session.store
                        .history()
                        .top(note, UndoAction.Stack.UNDO)
                        .map(UndoStep::decode)
                        .filter(step -> step.goesOn(whole.atMillis()))
                        .filter(step -> step.after().heads().equals(before));
        return burst.<UndoAction>map(step ->
                        new UndoAction.ReplaceTop(
                                UndoAction.Stack.UNDO,
                                step.with(typed, whole.atMillis(), whole.after()).encode()))
                .orElseGet(() -> new UndoAction.Push(UndoAction.Stack.UNDO, whole.encode()));
    }
}

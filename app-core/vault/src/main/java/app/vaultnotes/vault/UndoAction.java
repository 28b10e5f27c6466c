package app.vaultnotes.vault;

/** What an edit does to the steps that this device can undo and redo in one document. */
public sealed interface UndoAction {

    /** The two stacks of a document. */
    enum Stack {
        /** What can be undone. */
        UNDO,
        /** What can be done again. */
        REDO,
        /** Links that followed what was moved: nothing to take back, but known when steps are. */
        EFFECT
    }

    /** The stack it is about. */
    Stack stack();

    /** A new step on top of a stack; above {@link History#MAX_UNDO_STEPS} the oldest one goes. */
    record Push(Stack stack, byte[] step) implements UndoAction {}

    /** The top step of a stack gets new content: the typing burst goes on. */
    record ReplaceTop(Stack stack, byte[] step) implements UndoAction {}

    /** The top step of a stack goes. */
    record Pop(Stack stack) implements UndoAction {}

    /** All steps of a stack go. */
    record Clear(Stack stack) implements UndoAction {}
}

package app.vaultnotes.crdt.engine;

/** Is told how what is visible of sequences changes, in UTF-16 units or elements of a list. */
interface Edits {

    /** Nobody wants to know. */
    Edits UNHEARD = (sequence, start, deleted, inserted) -> {};

    void replaced(SequenceState sequence, int start, int deleted, String inserted);
}

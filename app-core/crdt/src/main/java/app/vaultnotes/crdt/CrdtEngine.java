package app.vaultnotes.crdt;

/** Makes {@link CrdtDocument}s, new ones and ones read back from bytes. Safe for many threads. */
public interface CrdtEngine {

    /**
     * A document that holds nothing but a skeleton: the constant first change every document of its
     * kind starts with, so that two devices never create the same object twice.
     *
     * @param actor who the document's own edits will be signed as; never one used before
     * @throws CrdtException when the skeleton is not a valid change
     */
    CrdtDocument create(ActorId actor, Change skeleton);

    /**
     * A document read from bytes: a saved document, loose changes in any order, or both one after
     * the other.
     *
     * @param actor who the document's own edits will be signed as; never one used before
     * @throws CrdtException when the bytes are damaged or hostile; says what and where
     */
    CrdtDocument load(ActorId actor, byte[] bytes);

    /** Whether changes made with ill intent may end the whole process. */
    default boolean mayEndTheProcess() {
        return false;
    }

    /** The name under which a person can choose this engine, such as {@code automerge}. */
    String name();
}

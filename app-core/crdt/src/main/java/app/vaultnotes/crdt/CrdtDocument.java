package app.vaultnotes.crdt;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A document of maps, lists, texts and values that any number of devices edit at once and merge
 * without loss.
 *
 * <p>One thread at a time: a document may be handed from thread to thread, but a call made while
 * another is running is refused with {@link IllegalStateException}. All text offsets are UTF-16
 * code units, as in {@link String}; an offset inside a surrogate pair is refused with {@link
 * IllegalArgumentException}.
 */
public interface CrdtDocument extends AutoCloseable {

    /** Who this document's own edits are signed as. */
    ActorId actor();

    /** The newest changes this document has: its present. */
    Heads heads();

    /** The present, for reading. The reader follows the document; it is no snapshot. */
    CrdtReader now();

    /**
     * The past, for reading.
     *
     * @throws CrdtException when this document does not know one of the heads
     */
    CrdtReader at(Heads heads);

    /**
     * Makes one change of all edits that {@code edits} performs.
     *
     * <p>When {@code edits} throws, the exception reaches the caller and this document must not be
     * used any more: close it and load it again.
     *
     * @return the change, or empty when nothing was edited
     */
    Optional<Change> change(Consumer<CrdtWriter> edits);

    /**
     * Takes in changes made elsewhere, all or none. Known ones are ignored; ones whose dependencies
     * are missing wait inside the document until those arrive, and are dropped if they then prove
     * to be damaged.
     *
     * @return how the texts and maps of this document's present changed, in the order in which the
     *     edits are to be applied; where one text or map took another's place, how its content came
     *     to be from the other's. Lists, marks and values that lost against others are not told
     * @throws CrdtException when a change is damaged, or its actor made another one under the same
     *     number; the document is as it was
     */
    List<Edit> apply(List<Change> changes);

    /**
     * The changes this document has and a document with these heads lacks, each after the ones it
     * depends on. {@link Heads#NONE} gives all, the skeleton among them. Unknown heads are taken as
     * absent.
     */
    List<Change> changesSince(Heads heads);

    /** The changes that wait for others, in the order in which they came. */
    List<Change> waiting();

    /** What is wrong with a change that had to wait and was left out, if any was; the last one. */
    Optional<String> leftOut();

    /**
     * Whether it took something that it would not be loaded with behind the saved document it came
     * from, which pays for less than the changes in it do. Whoever keeps it keeps all its changes,
     * or what {@link #save} gives, in the place of that.
     */
    default boolean outgrown() {
        return false;
    }

    /**
     * The whole document with its history, and what waits, as bytes that load again. Compressed,
     * unless a change from elsewhere makes that impossible.
     */
    byte[] save();

    /** Frees what the engine holds. A closed document refuses every call; closing twice is fine. */
    @Override
    void close();
}

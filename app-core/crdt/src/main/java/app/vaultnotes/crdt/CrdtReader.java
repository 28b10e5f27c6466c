package app.vaultnotes.crdt;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/** A document's content at one moment. Threads and offsets: see {@link CrdtDocument}. */
public interface CrdtReader {

    /**
     * The value at a path; a map, text or list answers {@link Value.MapObject}, {@link
     * Value.TextObject} or {@link Value.ListObject}.
     */
    Optional<Value> value(Path path);

    /** The keys of a map, in order; none when there is no map at the path. */
    SortedSet<String> keys(Path map);

    /**
     * What stands in a list, in its order; of a map, text or list in it only that it is one. Throws
     * {@link IllegalArgumentException} when no list is there.
     */
    List<Value> list(Path list);

    /** The whole text at a path; throws {@link IllegalArgumentException} when no text is there. */
    String text(Path text);

    /** The length of the text at a path, in UTF-16 units. */
    int length(Path text);

    /** The marks on a text, by start, end and name. Removed marks are not among them. */
    List<Mark> marks(Path text);

    /**
     * Who wrote the text at a path, from its start to its end: which characters are the same as at
     * another moment, and which only look alike.
     */
    List<Written> written(Path text);

    /**
     * A place in a text that stays where it is while others edit around it.
     *
     * @param offset 0 to the text's length; at the length, the cursor stays at the end for ever
     */
    Cursor cursor(Path text, int offset);

    /**
     * Where a cursor stands. Of a deleted character: where that character would be.
     *
     * @throws CrdtException when the text never had the cursor's character
     */
    int offset(Path text, Cursor cursor);
}

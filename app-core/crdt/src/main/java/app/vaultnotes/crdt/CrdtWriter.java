package app.vaultnotes.crdt;

/**
 * The edits of one change. Valid only inside the call that got it, and only in its thread.
 *
 * <p>What does not fit is refused with {@link IllegalArgumentException} before anything is edited:
 * offsets outside the text or inside a surrogate pair, lone surrogates in any string, a path
 * through something that is no map, an empty key, which is only read. Every engine takes keys
 * without NUL and without characters outside the basic plane; an engine may refuse to write others.
 */
public interface CrdtWriter {

    /**
     * Sets a value in the map that {@code path} leads into; {@code value} is no map, text or list.
     * Nothing happens when that value is there already.
     */
    void put(Path path, Value value);

    /** Removes what stands at a path from the map it stands in; nothing happens when absent. */
    void delete(Path path);

    /** Puts a new, empty map at a path. */
    void makeMap(Path path);

    /** Puts a new, empty text at a path. */
    void makeText(Path path);

    /** Puts a new, empty list at a path. */
    void makeList(Path path);

    /**
     * Inserts a value into a list.
     *
     * @param index before which element; how many there are for the end
     * @param value no map, text or list
     */
    void insert(Path list, int index, Value value);

    /** Overwrites an element of a list. Nothing happens when that value is there already. */
    void set(Path list, int index, Value value);

    /** Removes so many elements of a list. */
    void remove(Path list, int index, int count);

    /**
     * Replaces a piece of text.
     *
     * @param start where, in UTF-16 units
     * @param deleted how many UTF-16 units go
     * @param inserted what comes in their place; a lone surrogate is refused with {@link
     *     IllegalArgumentException}
     */
    void splice(Path text, int start, int deleted, String inserted);

    /** Marks a piece of text; {@code start < end}, anything else is refused. */
    void mark(Path text, Mark mark, Mark.Expand expand);

    /** Removes the marks of one name from a piece of text; {@code start < end}. */
    void unmark(Path text, int start, int end, String name, Mark.Expand expand);
}

package app.vaultnotes.crdt;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a change, as written by its author.
 *
 * @param id its name
 * @param object the map, text or list it edits; null for the root map
 * @param key where in a map; null in a text or list
 * @param element which character of a text: for an insertion the one it comes behind, null for the
 *     start; otherwise the one it edits. Null in a map
 * @param insert whether it inserts something into a text or list
 * @param action what it does
 * @param value what it writes; {@link Value.Null} when its action needs none
 * @param kind the code of the value's kind in the format: of kinds unknown here, the value has the
 *     bytes
 * @param markName of a mark's beginning its name; null for its end and for all else
 * @param expand whether a mark grows at this edge
 * @param overwrites the operations whose outcome it replaces or removes
 */
public record Operation(
        OpId id,
        @Nullable OpId object,
        @Nullable String key,
        @Nullable OpId element,
        boolean insert,
        Action action,
        Value value,
        int kind,
        @Nullable String markName,
        boolean expand,
        List<OpId> overwrites) {

    /** An operation that is no mark. */
    public Operation(
            OpId id,
            @Nullable OpId object,
            @Nullable String key,
            @Nullable OpId element,
            boolean insert,
            Action action,
            Value value,
            List<OpId> overwrites) {
        this(
                id,
                object,
                key,
                element,
                insert,
                action,
                value,
                ValueReader.kindOf(value),
                null,
                false,
                overwrites);
    }

    /** What an operation does. In the order of their codes in the format. */
    public enum Action {
        /** Makes a map. */
        MAKE_MAP,
        /** Writes a value. */
        SET,
        /** Makes a list. */
        MAKE_LIST,
        /** Removes what it overwrites. */
        DELETE,
        /** Makes a text. */
        MAKE_TEXT,
        /** Adds to a counter. */
        INCREMENT,
        /** Makes a table, a kind of map. */
        MAKE_TABLE,
        /** Begins or ends a mark. */
        MARK;

        /** The number under which the format knows it. */
        @SuppressWarnings("EnumOrdinal") // the order is the format's
        public int code() {
            return ordinal();
        }
    }

    /** Whether it makes a text or list. */
    public boolean makesSequence() {
        return action == Action.MAKE_TEXT || action == Action.MAKE_LIST;
    }

    /** Whether it writes a whole number that does not fit into 32 bits, signed as its kind is. */
    public boolean writesWideInteger() {
        if (value instanceof Value.Int number) {
            return number.value() != (int) number.value();
        }
        return value instanceof Value.Uint number && number.value() >>> (Integer.SIZE - 1) != 0;
    }
}

package app.vaultnotes.crdt;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The numbers of the format's columns of operations. The lowest bits say how a column is coded. */
public final class ColumnIds {
    public static final int OBJECT_ACTOR = 0x01;
    public static final int OBJECT_COUNTER = 0x02;
    public static final int KEY_ACTOR = 0x11;
    public static final int KEY_COUNTER = 0x13;
    public static final int KEY_STRING = 0x15;

    /** The name of a row of a saved document. */
    public static final int ID_ACTOR = 0x21;

    public static final int ID_COUNTER = 0x23;
    public static final int INSERT = 0x34;
    public static final int ACTION = 0x42;
    public static final int VALUE_KIND = 0x56;
    public static final int VALUE_BYTES = 0x57;

    /** What a row of a change overwrites. */
    public static final int OVERWRITTEN_COUNT = 0x70;

    public static final int OVERWRITTEN_ACTOR = 0x71;
    public static final int OVERWRITTEN_COUNTER = 0x73;

    /** What overwrites a row of a saved document. */
    public static final int SUCCESSOR_COUNT = 0x80;

    public static final int SUCCESSOR_ACTOR = 0x81;
    public static final int SUCCESSOR_COUNTER = 0x83;
    public static final int EXPAND = 0x94;
    public static final int MARK_NAME = 0xa5;

    private static final Set<Integer> OF_BOTH =
            Set.of(
                    OBJECT_ACTOR,
                    OBJECT_COUNTER,
                    KEY_ACTOR,
                    KEY_COUNTER,
                    KEY_STRING,
                    INSERT,
                    ACTION,
                    VALUE_KIND,
                    VALUE_BYTES,
                    EXPAND,
                    MARK_NAME);

    /** All that operations of a change have; others are kept, but nobody knows what they say. */
    public static final Set<Integer> OF_CHANGE =
            both(OVERWRITTEN_COUNT, OVERWRITTEN_ACTOR, OVERWRITTEN_COUNTER);

    /** All that operations of a saved document have. */
    public static final Set<Integer> OF_DOCUMENT =
            both(ID_ACTOR, ID_COUNTER, SUCCESSOR_COUNT, SUCCESSOR_ACTOR, SUCCESSOR_COUNTER);

    /** All that tell of a saved document's changes. */
    public static final Set<Integer> OF_HISTORY =
            Set.of(0x01, 0x03, 0x13, 0x23, 0x35, 0x40, 0x43, 0x56, 0x57);

    private ColumnIds() {}

    private static Set<Integer> both(Integer... more) {
        Set<Integer> all = new HashSet<>(OF_BOTH);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}

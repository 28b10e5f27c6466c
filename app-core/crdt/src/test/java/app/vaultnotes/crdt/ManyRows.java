package app.vaultnotes.crdt;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Documents and changes of a few bytes, or few for what they are, that have very many rows. */
final class ManyRows {

    private static final long FLAG = 2;
    private static final long ONE_LETTER = (1 << 4) | 6;
    private static final ActorId AUTHOR = ActorId.fromByteArray(new byte[] {7});
    private static final int MAKE_MAP = 0;
    private static final int SET = 1;
    private static final int MAKE_LIST = 2;
    private static final int MAKE_TEXT = 4;
    private static final int KEY = 0x15;
    private static final int INSERT = 0x34;
    private static final int ACTION = 0x42;
    private static final int VALUE_KIND = 0x56;
    private static final int VALUE_BYTES = 0x57;
    private static final int OVERWRITTEN = 0x70;
    private static final int SUCCESSORS = 0x80;
    private static final int UNKNOWN = 0xf7;

    private ManyRows() {}

    /** One of each kind, by what it is. */
    static Map<String, byte[]> all(int rows) {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("values of one key", document(rows, onKey(rows, SET)));
        all.put("changes of one key", change(onKey(rows, SET)));
        all.put("maps", document(rows, onKey(rows, MAKE_MAP)));
        all.put("changes making maps", change(onKey(rows, MAKE_MAP)));
        all.put("texts", document(rows, onKey(rows, MAKE_TEXT)));
        all.put("changes making texts", change(onKey(rows, MAKE_TEXT)));
        all.put("flags of a list", document(rows, named(flags(rows), rows, true)));
        all.put("changes adding flags", change(flags(rows)));
        all.put("letters before letters", document(rows, named(before(rows), rows, false)));
        all.put("changes adding letters before letters", change(before(rows)));
        all.put("branches", branches(rows));
        all.put("beside a column nobody knows", padded(rows));
        return all;
    }

    private static byte[] change(RawChunk operations) {
        return operations.change(List.of(), AUTHOR, 1, 1).toByteArray();
    }

    private static byte[] document(int rows, RawChunk operations) {
        return RawChunk.oneChange(rows).document(List.of(AUTHOR), 1, operations);
    }

    private static RawChunk onKey(int rows, int action) {
        return new RawChunk()
                .text(KEY, rows, "k")
                .numbers(0x21, rows, 0)
                .deltas(0x23, rows, 1)
                .flags(INSERT, rows)
                .numbers(ACTION, rows, action)
                .numbers(OVERWRITTEN, rows, 0)
                .numbers(SUCCESSORS, rows, 0);
    }

    /** A list or text under a key, then its elements. */
    private static RawChunk elements(int rows, int made, long kind) {
        int count = rows - 1;
        return new RawChunk()
                .numbers(0x01, 1, RawChunk.NOTHING, count, 0)
                .numbers(0x02, 1, RawChunk.NOTHING, count, 1)
                .text(KEY, 1, "k", count)
                .flags(INSERT, 1, count)
                .numbers(ACTION, 1, made, count, SET)
                .numbers(VALUE_KIND, 1, 0, count, kind)
                .numbers(OVERWRITTEN, rows, 0)
                .numbers(SUCCESSORS, rows, 0);
    }

    /** Says how the rows of a saved document are called: upwards, or downwards behind the first. */
    private static RawChunk named(RawChunk operations, int rows, boolean upwards) {
        operations.numbers(0x21, rows, 0);
        return upwards
                ? operations.deltas(0x23, rows, 1)
                : operations.deltas(0x23, 1, 1, 1, rows - 1, rows - 2, -1);
    }

    private static RawChunk flags(int rows) {
        return elements(rows, MAKE_LIST, FLAG)
                .numbers(0x11, 2, RawChunk.NOTHING, rows - 2, 0)
                .deltas(0x13, 1, RawChunk.NOTHING, 1, 0, 1, 2, rows - 3, 1);
    }

    /** Each letter stands at the beginning, where the next one pushes it on. */
    private static RawChunk before(int rows) {
        byte[] letters = new byte[rows - 1];
        Arrays.fill(letters, (byte) 'a');
        return elements(rows, MAKE_TEXT, ONE_LETTER)
                .numbers(0x11, rows, RawChunk.NOTHING)
                .deltas(0x13, 1, RawChunk.NOTHING, rows - 1, 0)
                .bytes(VALUE_BYTES, letters);
    }

    /** Two histories side by side, joined by the last change; each change is written as nothing. */
    private static byte[] branches(int changes) {
        return new RawChunk()
                .numbers(0x01, changes, 0)
                .deltas(0x03, changes, 1)
                .deltas(0x13, changes, 0)
                .deltas(0x23, changes, 1)
                .text(0x35, changes, "m", 0)
                .numbers(0x40, 2, 0, changes - 3, 1, 1, 2)
                .deltas(0x43, 1, 0, changes - 2, 1)
                .numbers(0x56, changes, 7)
                .document(List.of(AUTHOR), 1, new RawChunk());
    }

    private static byte[] padded(int rows) {
        return document(rows, onKey(rows, SET).bytes(UNKNOWN, new byte[rows]));
    }
}

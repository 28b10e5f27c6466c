package app.vaultnotes.crdt;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

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
        all.put("flags of a list", document(rows, named(flags(rows, 0), rows, true)));
        all.put("changes adding flags", change(flags(rows, 0)));
        all.put("letters before letters", document(rows, named(before(rows, 0), rows, false)));
        all.put("changes adding letters before letters", change(before(rows, 0)));
        all.put("branches", branches(rows));
        all.put("beside a column nobody knows", padded(rows));
        return all;
    }

    /**
     * Rows that cost more than a document may have for nothing.
     *
     * @param made what has them, with so many bytes beside
     * @param bytes how many pay for the rows; half of them do not
     */
    record Paid(String what, IntFunction<byte[]> made, int bytes) {}

    /** The worst of each kind that is known. */
    static List<Paid> paid() {
        int some = 500_000;
        int many = 1_200_000;
        return List.of(
                new Paid("maps", p -> document(some, onKey(some, MAKE_MAP, p)), 3_800_000),
                new Paid("texts", p -> document(some, onKey(some, MAKE_TEXT, p)), 3_800_000),
                new Paid("changes making texts", p -> change(onKey(some, MAKE_TEXT, p)), 3_800_000),
                new Paid(
                        "flags", p -> document(many, named(flags(many, p), many, true)), 5_000_000),
                new Paid("changes adding flags", p -> change(flags(many, p)), 5_000_000),
                new Paid(
                        "letters",
                        p -> document(many, named(before(many, p), many, false)),
                        200_000));
    }

    private static byte[] change(RawChunk operations) {
        return operations.change(List.of(), AUTHOR, 1, 1).toByteArray();
    }

    private static byte[] document(int rows, RawChunk operations) {
        return RawChunk.oneChange(rows).document(List.of(AUTHOR), 1, operations);
    }

    private static RawChunk onKey(int rows, int action) {
        return onKey(rows, action, 0);
    }

    /** What one author does to one key; first so many bytes are put there. */
    private static RawChunk onKey(int rows, int action, int bytes) {
        return new RawChunk()
                .text(KEY, rows, "k")
                .numbers(0x21, rows, 0)
                .deltas(0x23, rows, 1)
                .flags(INSERT, rows)
                .numbers(ACTION, 1, SET, rows - 1, action)
                .numbers(VALUE_KIND, 1, kindOf(bytes), rows - 1, 0)
                .bytes(VALUE_BYTES, new byte[bytes])
                .numbers(OVERWRITTEN, rows, 0)
                .numbers(SUCCESSORS, rows, 0);
    }

    private static long kindOf(int bytes) {
        return (long) bytes << 4 | 7;
    }

    /** So many bytes and a list or text under a key, then its elements. */
    private static RawChunk elements(int rows, int made, long kind, int bytes) {
        int count = rows - 2;
        byte[] values = new byte[bytes + (kind == ONE_LETTER ? count : 0)];
        Arrays.fill(values, (byte) 'a');
        return new RawChunk()
                .numbers(0x01, 2, RawChunk.NOTHING, count, 0)
                .numbers(0x02, 2, RawChunk.NOTHING, count, 2)
                .text(KEY, 2, "k", count)
                .flags(INSERT, 2, count)
                .numbers(ACTION, 1, SET, 1, made, count, SET)
                .numbers(VALUE_KIND, 1, kindOf(bytes), 1, 0, count, kind)
                .bytes(VALUE_BYTES, values)
                .numbers(OVERWRITTEN, rows, 0)
                .numbers(SUCCESSORS, rows, 0);
    }

    /** Says how the rows of a saved document are called: upwards, or downwards behind the first. */
    private static RawChunk named(RawChunk operations, int rows, boolean upwards) {
        operations.numbers(0x21, rows, 0);
        return upwards
                ? operations.deltas(0x23, rows, 1)
                : operations.deltas(0x23, 1, 1, 1, 1, 1, rows - 2, rows - 3, -1);
    }

    private static RawChunk flags(int rows, int bytes) {
        return elements(rows, MAKE_LIST, FLAG, bytes)
                .numbers(0x11, 3, RawChunk.NOTHING, rows - 3, 0)
                .deltas(0x13, 2, RawChunk.NOTHING, 1, 0, 1, 3, rows - 4, 1);
    }

    /** Each letter stands at the beginning, where the next one pushes it on. */
    private static RawChunk before(int rows, int bytes) {
        return elements(rows, MAKE_TEXT, ONE_LETTER, bytes)
                .numbers(0x11, rows, RawChunk.NOTHING)
                .deltas(0x13, 2, RawChunk.NOTHING, rows - 2, 0);
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

package app.vaultnotes.crdt;

import java.util.ArrayList;
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
        all.put("texts of the last of many", byTheLast(rows / 4));
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
                        2_000_000),
                new Paid("strings of a list", p -> change(strings(many, p)), 3_800_000),
                new Paid("letters amid", p -> change(amid(some, ONE_LETTER, p)), 1_500_000),
                new Paid("flags amid", p -> change(amid(some, FLAG, p)), 2_800_000),
                new Paid("letters overwritten", p -> change(overwritten(some, p)), 2_900_000));
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

    /** What would be characters in a text. */
    private static RawChunk strings(int rows, int bytes) {
        return elements(rows, MAKE_LIST, ONE_LETTER, bytes)
                .numbers(0x11, 3, RawChunk.NOTHING, rows - 3, 0)
                .deltas(0x13, 2, RawChunk.NOTHING, 1, 0, 1, 3, rows - 4, 1);
    }

    /** Each letter stands at the beginning, where the next one pushes it on. */
    private static RawChunk before(int rows, int bytes) {
        return elements(rows, MAKE_TEXT, ONE_LETTER, bytes)
                .numbers(0x11, rows, RawChunk.NOTHING)
                .deltas(0x13, 2, RawChunk.NOTHING, rows - 2, 0);
    }

    /** A text, then a value behind each of its letters. */
    private static RawChunk amid(int letters, long kind, int bytes) {
        int rows = letters + letters + 2;
        return letters(letters, letters, kind, bytes)
                .flags(INSERT, 2, rows - 2)
                .numbers(0x11, 3, RawChunk.NOTHING, rows - 3, 0)
                .deltas(
                        0x13,
                        2,
                        RawChunk.NOTHING,
                        1,
                        0,
                        1,
                        3,
                        letters - 2,
                        1,
                        1,
                        2 - letters,
                        letters - 1,
                        1)
                .numbers(OVERWRITTEN, rows, 0);
    }

    /** A text, then a flag in the place of every second letter. */
    private static RawChunk overwritten(int letters, int bytes) {
        int flags = letters / 2;
        return letters(letters, flags, FLAG, bytes)
                .flags(INSERT, 2, letters, flags)
                .numbers(0x11, 3, RawChunk.NOTHING, letters + flags - 1, 0)
                .deltas(
                        0x13,
                        2,
                        RawChunk.NOTHING,
                        1,
                        0,
                        1,
                        3,
                        letters - 2,
                        1,
                        1,
                        2 - letters,
                        flags - 1,
                        2)
                .numbers(OVERWRITTEN, letters + 2, 0, flags, 1)
                .numbers(0x71, flags, 0)
                .deltas(0x73, 1, 3, flags - 1, 2);
    }

    /** So many bytes and a text under a key, its letters, and values of a kind. */
    private static RawChunk letters(int letters, int values, long kind, int bytes) {
        int count = letters + values;
        byte[] written = new byte[bytes + letters + (kind == ONE_LETTER ? values : 0)];
        Arrays.fill(written, (byte) 'a');
        return new RawChunk()
                .numbers(0x01, 2, RawChunk.NOTHING, count, 0)
                .numbers(0x02, 2, RawChunk.NOTHING, count, 2)
                .text(KEY, 2, "k", count)
                .numbers(ACTION, 1, SET, 1, MAKE_TEXT, count, SET)
                .numbers(VALUE_KIND, 1, kindOf(bytes), 1, 0, letters, ONE_LETTER, values, kind)
                .bytes(VALUE_BYTES, written);
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

    /** Texts with one letter each, all written by the last of very many who are named. */
    private static byte[] byTheLast(int texts) {
        List<ActorId> named = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            named.add(ActorId.fromByteArray(new byte[] {(byte) (i >> 8), (byte) i}));
        }
        int last = named.size() - 1;
        ByteWriter objects = new ByteWriter(texts);
        objects.signed(0);
        objects.unsigned(texts);
        objects.signed(-texts);
        for (int i = 1; i <= texts; i++) {
            objects.unsigned(i);
        }
        byte[] letters = new byte[texts];
        Arrays.fill(letters, (byte) 'a');
        RawChunk operations =
                new RawChunk()
                        .numbers(0x01, texts, RawChunk.NOTHING, texts, 0)
                        .bytes(0x02, objects.toByteArray())
                        .deltas(0x13, texts, RawChunk.NOTHING, texts, 0)
                        .text(KEY, texts, "k", texts)
                        .numbers(0x21, texts, 0, texts, last)
                        .deltas(0x23, 2L * texts, 1)
                        .flags(INSERT, texts, texts)
                        .numbers(ACTION, texts, MAKE_TEXT, texts, SET)
                        .numbers(VALUE_KIND, texts, 0, texts, ONE_LETTER)
                        .bytes(VALUE_BYTES, letters)
                        .numbers(SUCCESSORS, 2L * texts, 0);
        return new RawChunk()
                .numbers(0x01, 1, 0, 1, last)
                .deltas(0x03, 1, 1, 1, 0)
                .deltas(0x13, 2, texts)
                .deltas(0x23, 2, 0)
                .numbers(0x40, 1, 0, 1, 1)
                .deltas(0x43, 1, 0)
                .numbers(0x56, 2, 7)
                .document(named, 1, operations);
    }

    /** Changes upon the whole of a document, which has to make out what it is for them. */
    static byte[] upon(byte[] document) {
        ChangeHash unknown = ChangeHash.fromByteArray(new byte[ChangeHash.LENGTH]);
        byte[] change =
                RawChunk.puts(1, "k").change(List.of(unknown), AUTHOR, 2, 1 << 24).toByteArray();
        byte[] both = Arrays.copyOf(document, document.length + change.length);
        System.arraycopy(change, 0, both, document.length, change.length);
        return both;
    }

    /** As many rows as a document may have for nothing, of which changes have to be made again. */
    static Map<String, byte[]> upon() {
        int most = 260_000;
        int objects = 130_000;
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("flags", upon(document(most, named(flags(most, 0), most, true))));
        all.put("values", upon(document(most, onKey(most, SET))));
        all.put("texts", upon(document(objects, onKey(objects, MAKE_TEXT))));
        return all;
    }

    /** Changes that say the same and do nothing, each upon the one before, and bytes beside. */
    static byte[] saying(int changes, ActorId author, String message, int padding) {
        ChangeWriter writer = new ChangeWriter();
        List<ChangeHash> before = List.of();
        for (int i = 1; i <= changes; i++) {
            writer.begin(new ChangeWriter.Header(before, author, i, 1, 0, message), List.of())
                    .columns(new int[0], new ByteWriter[0]);
            before = List.of(ChangeHash.fromByteArray(writer.hash()));
        }
        return new RawChunk()
                .numbers(0x01, changes, 0)
                .deltas(0x03, changes, 1)
                .deltas(0x13, changes, 0)
                .deltas(0x23, changes, 0)
                .text(0x35, changes, message)
                .numbers(0x40, 1, 0, changes - 1, 1)
                .deltas(0x43, 1, 0, changes - 2, 1)
                .numbers(0x56, changes, 7)
                .document(
                        List.of(author), before, new RawChunk().bytes(UNKNOWN, new byte[padding]));
    }

    private static byte[] padded(int rows) {
        return document(rows, onKey(rows, SET).bytes(UNKNOWN, new byte[rows]));
    }
}

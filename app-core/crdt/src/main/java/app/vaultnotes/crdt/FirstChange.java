package app.vaultnotes.crdt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes the first change of a new document, byte for byte what an engine would make, without one:
 * bringing in a hundred thousand notes needs no document in memory.
 */
public final class FirstChange {

    private static final int OBJECT_ACTOR = 0x01;
    private static final int OBJECT_COUNTER = 0x02;
    private static final int KEY_ACTOR = 0x11;
    private static final int KEY_COUNTER = 0x13;
    private static final int KEY_TEXT = 0x15;
    private static final int INSERT = 0x34;
    private static final int ACTION = 0x42;
    private static final int VALUE_META = 0x56;
    private static final int VALUE_BYTES = 0x57;
    private static final int PREDECESSORS = 0x70;

    private static final long SET = 1;
    private static final long OWN_ACTOR = 0;
    private static final long SKELETON_ACTOR = 1;
    private static final int STRING_TYPE = 6;

    private final ColumnWriter<Long> objectActor = ColumnWriter.unsigned();
    private final ColumnWriter<Long> objectCounter = ColumnWriter.unsigned();
    private final ColumnWriter<Long> keyActor = ColumnWriter.unsigned();
    private final ColumnWriter<Long> keyCounter = ColumnWriter.signed();
    private final ColumnWriter<String> keyText = ColumnWriter.text();
    private final ColumnWriter<Long> valueMeta = ColumnWriter.unsigned();
    private final ByteArrayOutputStream valueBytes = new ByteArrayOutputStream();
    private final long startOp;

    private FirstChange(long startOp) {
        this.startOp = startOp;
    }

    /**
     * A value to put into the root map.
     *
     * @param key its key
     * @param value a string, whole number, timestamp or truth value
     */
    public record Put(String key, Value value) {}

    /**
     * The change that puts values and fills a text.
     *
     * @param skeleton the change it builds on
     * @param operations how many operations the skeleton has
     * @param textCounter the counter of the operation that made the text
     */
    public static Change of(
            Change skeleton,
            long operations,
            ActorId actor,
            List<Put> puts,
            long textCounter,
            String text) {
        FirstChange change = new FirstChange(operations + 1);
        puts.forEach(change::put);
        int characters = change.fill(text, textCounter, puts.size());
        byte[] body = change.body(skeleton, actor, puts.size(), characters);
        return Change.parse(ChangeWriter.chunk(Chunk.CHANGE, body));
    }

    private void put(Put put) {
        objectActor.add(null, 1);
        objectCounter.add(null, 1);
        keyActor.add(null, 1);
        keyCounter.add(null, 1);
        keyText.add(put.key(), 1);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        int type = write(raw, put.value());
        valueMeta.add(((long) raw.size() << 4) | type, 1);
        valueBytes.writeBytes(raw.toByteArray());
    }

    private static int write(ByteArrayOutputStream raw, Value value) {
        if (value instanceof Value.Str text) {
            raw.writeBytes(text.value().getBytes(StandardCharsets.UTF_8));
            return STRING_TYPE;
        } else if (value instanceof Value.Int number) {
            ColumnWriter.signed(raw, number.value());
            return 4;
        } else if (value instanceof Value.Timestamp time) {
            ColumnWriter.signed(raw, time.epochMillis());
            return 9;
        } else if (value instanceof Value.Bool flag) {
            return flag.value() ? 2 : 1;
        }
        throw new IllegalArgumentException(value + " is none of the values of a first change");
    }

    /** One operation for each character, each behind the one before; says how many. */
    private int fill(String text, long textCounter, int puts) {
        int characters = text.codePointCount(0, text.length());
        objectActor.add(SKELETON_ACTOR, characters);
        objectCounter.add(textCounter, characters);
        keyActor.add(null, Math.min(1, characters));
        keyActor.add(OWN_ACTOR, Math.max(0, characters - 1));
        keyCounter.add(0L, Math.min(1, characters));
        if (characters > 1) {
            keyCounter.add(startOp + puts, 1);
            keyCounter.add(1L, characters - 2);
        }
        keyText.add(null, characters);
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            valueMeta.add(((long) utf8Length(character) << 4) | STRING_TYPE, 1);
            at += Character.charCount(character);
        }
        valueBytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
        return characters;
    }

    private static int utf8Length(int character) {
        if (character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE) {
            throw new IllegalArgumentException("half a surrogate pair");
        }
        return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    }

    private byte[] body(Change skeleton, ActorId actor, int puts, int characters) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ColumnWriter.unsigned(out, 1L);
        out.writeBytes(skeleton.hash().toByteArray());
        bytes(out, actor.toByteArray());
        ColumnWriter.unsigned(out, 1L);
        ColumnWriter.unsigned(out, startOp);
        ColumnWriter.signed(out, 0L);
        ColumnWriter.unsigned(out, 0L);
        ColumnWriter.unsigned(out, characters > 0 ? 1L : 0L);
        if (characters > 0) {
            bytes(out, skeleton.actor().toByteArray());
        }
        Map<Integer, byte[]> columns = columns(puts, characters);
        ColumnWriter.unsigned(out, (long) columns.size());
        columns.forEach((specification, column) -> {
            ColumnWriter.unsigned(out, (long) specification);
            ColumnWriter.unsigned(out, (long) column.length);
        });
        columns.values().forEach(out::writeBytes);
        return out.toByteArray();
    }

    private Map<Integer, byte[]> columns(int puts, int characters) {
        ColumnWriter<Long> action = ColumnWriter.unsigned();
        action.add(SET, puts + (long) characters);
        ColumnWriter<Long> predecessors = ColumnWriter.unsigned();
        predecessors.add(0L, puts + (long) characters);
        ByteArrayOutputStream insert = new ByteArrayOutputStream();
        ColumnWriter.unsigned(insert, (long) puts);
        if (characters > 0) {
            ColumnWriter.unsigned(insert, (long) characters);
        }
        Map<Integer, byte[]> columns = new TreeMap<>();
        columns.put(OBJECT_ACTOR, objectActor.toByteArray());
        columns.put(OBJECT_COUNTER, objectCounter.toByteArray());
        columns.put(KEY_ACTOR, keyActor.toByteArray());
        columns.put(KEY_COUNTER, keyCounter.toByteArray());
        columns.put(KEY_TEXT, keyText.toByteArray());
        columns.put(INSERT, insert.toByteArray());
        columns.put(ACTION, action.toByteArray());
        columns.put(VALUE_META, valueMeta.toByteArray());
        columns.put(VALUE_BYTES, valueBytes.toByteArray());
        columns.put(PREDECESSORS, predecessors.toByteArray());
        columns.values().removeIf(column -> column.length == 0);
        return columns;
    }

    private static void bytes(ByteArrayOutputStream out, byte[] bytes) {
        ColumnWriter.unsigned(out, (long) bytes.length);
        out.writeBytes(bytes);
    }
}

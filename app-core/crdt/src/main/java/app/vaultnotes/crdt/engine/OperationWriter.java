package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ByteWriter;
import app.vaultnotes.crdt.ColumnIds;
import app.vaultnotes.crdt.ColumnWriter;
import app.vaultnotes.crdt.Operation.Action;
import org.jspecify.annotations.Nullable;

/** Writes the columns that the operations of changes and those of saved documents share. */
final class OperationWriter {
    private static final int STRING_KIND = 6;
    private static final int KIND_BITS = 4;

    private final RunWriter objectActor = RunWriter.unsigned();
    private final RunWriter objectCounter = RunWriter.unsigned();
    private final RunWriter keyActor = RunWriter.unsigned();
    private final RunWriter keyCounter = RunWriter.deltas();
    private ColumnWriter<String> keyString = ColumnWriter.text();
    private final FlagWriter insert = new FlagWriter(false);
    private final RunWriter action = RunWriter.unsigned();
    private final RunWriter valueKind = RunWriter.unsigned();
    private final ByteWriter valueBytes = new ByteWriter(64);
    private final FlagWriter expand = new FlagWriter(true);
    private ColumnWriter<String> markName = ColumnWriter.text();
    private boolean anyKey;
    private boolean anyName;

    /** The columns beside the shared ones: names and successors, or what is overwritten. */
    private final RunWriter idActor = RunWriter.unsigned();

    private final RunWriter idCounter = RunWriter.deltas();
    private final RunWriter linkCount = RunWriter.unsigned();
    private final RunWriter linkActor = RunWriter.unsigned();
    private final RunWriter linkCounter = RunWriter.deltas();

    /** For each actor's index in the document, the number it is written as. */
    private int[] numbers = new int[0];

    void clear(int[] actorNumbers) {
        numbers = actorNumbers;
        objectActor.clear();
        objectCounter.clear();
        keyActor.clear();
        keyCounter.clear();
        if (anyKey) {
            keyString = ColumnWriter.text();
            anyKey = false;
        }
        insert.clear();
        action.clear();
        valueKind.clear();
        valueBytes.clear();
        expand.clear();
        if (anyName) {
            markName = ColumnWriter.text();
            anyName = false;
        }
        idActor.clear();
        idCounter.clear();
        linkCount.clear();
        linkActor.clear();
        linkCounter.clear();
        keysPassed = 0;
        namesPassed = 0;
    }

    private long keysPassed;
    private long namesPassed;

    /** The object of the next rows. */
    void object(long object, int times) {
        if (object == Ids.NONE) {
            objectActor.addNothing(times);
            objectCounter.addNothing(times);
        } else {
            objectActor.add(numbers[Ids.actor(object)], times);
            objectCounter.add(Ids.counter(object), times);
        }
    }

    void key(String key) {
        keyActor.addNothing(1);
        keyCounter.addNothing(1);
        keyString.add(null, keysPassed);
        keysPassed = 0;
        keyString.add(key, 1);
        anyKey = true;
    }

    void element(long element) {
        if (element == Ids.NONE) {
            keyActor.addNothing(1);
        } else {
            keyActor.add(numbers[Ids.actor(element)], 1);
        }
        keyCounter.addDelta(Ids.counter(element));
        keysPassed++;
    }

    /** The elements of so many rows, each so many counters above the one before. */
    void elements(long first, int step, int times) {
        if (times > 0) {
            keyActor.add(numbers[Ids.actor(first)], times);
            keyCounter.addDeltas(Ids.counter(first), step, times);
            keysPassed += times;
        }
    }

    /** Rows that insert characters, from a store of them. */
    void characters(char[] chars, int start, int unit, int times) {
        insert.add(true, times);
        action.add(Action.SET.code(), times);
        int at = start;
        for (int i = 0; i < times; i++) {
            int character = unit == 1 ? chars[at] : Character.codePointAt(chars, at);
            int before = valueBytes.size();
            valueBytes.character(character);
            valueKind.add((long) (valueBytes.size() - before) << KIND_BITS | STRING_KIND, 1);
            at += unit;
        }
        noMark(times);
    }

    private void noMark(int times) {
        expand.add(false, times);
        namesPassed += times;
    }

    /** Rows that remove something. */
    void removals(int times) {
        insert.add(false, times);
        action.add(Action.DELETE.code(), times);
        valueKind.add(0, times);
        noMark(times);
    }

    /** A row of any kind. */
    void operation(@Nullable Op op, boolean inserts) {
        if (op == null) {
            removals(1);
            return;
        }
        insert.add(inserts, 1);
        action.add(op.action.code(), 1);
        int before = valueBytes.size();
        valueBytes.value(op.value);
        valueKind.add((long) (valueBytes.size() - before) << KIND_BITS | op.kind, 1);
        expand.add(op.expand, 1);
        String name = op.markName;
        if (name == null) {
            namesPassed++;
        } else {
            markName.add(null, namesPassed);
            namesPassed = 0;
            markName.add(name, 1);
            anyName = true;
        }
    }

    /** The names of so many rows, in a saved document. */
    void ids(long first, int times) {
        idActor.add(numbers[Ids.actor(first)], times);
        idCounter.addDeltas(Ids.counter(first), 1, times);
    }

    /** How many operations so many rows overwrite, or are overwritten by. */
    void linkCounts(int links, int times) {
        linkCount.add(links, times);
    }

    void link(int actor, int counter) {
        linkActor.add(numbers[actor], 1);
        linkCounter.addDelta(counter);
    }

    /** One link for each of so many rows. */
    void links(int actor, int first, int step, int times) {
        linkActor.add(numbers[actor], times);
        linkCounter.addDeltas(first, step, times);
    }

    /** Specifications of a change's columns, in the order of {@link #changeColumns}. */
    static final int[] CHANGE_COLUMNS = {
        ColumnIds.OBJECT_ACTOR,
        ColumnIds.OBJECT_COUNTER,
        ColumnIds.KEY_ACTOR,
        ColumnIds.KEY_COUNTER,
        ColumnIds.KEY_STRING,
        ColumnIds.INSERT,
        ColumnIds.ACTION,
        ColumnIds.VALUE_KIND,
        ColumnIds.VALUE_BYTES,
        ColumnIds.OVERWRITTEN_COUNT,
        ColumnIds.OVERWRITTEN_ACTOR,
        ColumnIds.OVERWRITTEN_COUNTER,
        ColumnIds.EXPAND,
        ColumnIds.MARK_NAME
    };

    /** Specifications of a saved document's columns. */
    static final int[] DOCUMENT_COLUMNS = {
        ColumnIds.OBJECT_ACTOR,
        ColumnIds.OBJECT_COUNTER,
        ColumnIds.KEY_ACTOR,
        ColumnIds.KEY_COUNTER,
        ColumnIds.KEY_STRING,
        ColumnIds.ID_ACTOR,
        ColumnIds.ID_COUNTER,
        ColumnIds.INSERT,
        ColumnIds.ACTION,
        ColumnIds.VALUE_KIND,
        ColumnIds.VALUE_BYTES,
        ColumnIds.SUCCESSOR_COUNT,
        ColumnIds.SUCCESSOR_ACTOR,
        ColumnIds.SUCCESSOR_COUNTER,
        ColumnIds.EXPAND,
        ColumnIds.MARK_NAME
    };

    private static final ByteWriter NO_BYTES = new ByteWriter(0);

    private static ByteWriter texts(ColumnWriter<String> column, boolean any, long passed) {
        if (!any) {
            return NO_BYTES;
        }
        column.add(null, passed);
        ByteWriter bytes = new ByteWriter(16);
        bytes.write(column.toByteArray());
        return bytes;
    }

    ByteWriter[] changeColumns() {
        return new ByteWriter[] {
            objectActor.finish(),
            objectCounter.finish(),
            keyActor.finish(),
            keyCounter.finish(),
            texts(keyString, anyKey, keysPassed),
            insert.finish(),
            action.finish(),
            valueKind.finish(),
            valueBytes,
            linkCount.finish(),
            linkActor.finish(),
            linkCounter.finish(),
            expand.finish(),
            texts(markName, anyName, namesPassed)
        };
    }

    ByteWriter[] documentColumns() {
        return new ByteWriter[] {
            objectActor.finish(),
            objectCounter.finish(),
            keyActor.finish(),
            keyCounter.finish(),
            texts(keyString, anyKey, keysPassed),
            idActor.finish(),
            idCounter.finish(),
            insert.finish(),
            action.finish(),
            valueKind.finish(),
            valueBytes,
            linkCount.finish(),
            linkActor.finish(),
            linkCounter.finish(),
            expand.finish(),
            texts(markName, anyName, namesPassed)
        };
    }
}

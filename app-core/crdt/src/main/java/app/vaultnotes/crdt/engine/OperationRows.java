package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ByteReader;
import app.vaultnotes.crdt.ColumnIds;
import app.vaultnotes.crdt.Columns;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.FlagReader;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation.Action;
import app.vaultnotes.crdt.RunReader;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.ValueReader;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of a saved document that are its operations: sorted by object, then by place. */
final class OperationRows {

    private static final Action[] ACTIONS = Action.values();
    private static final int SET = Action.SET.code();
    private static final int STRING_KIND = 6;
    private static final int KIND_BITS = 4;

    /** What the kinds' column says of a string of one byte. */
    private static final long ASCII = (1 << KIND_BITS) | STRING_KIND;

    /** UTF-16 units a text has room for at first; it may be one of many. */
    private static final int FIRST_ROOM = 1 << 12;

    /** Fewer rows are read one by one. */
    private static final int FEW = 4;

    private static final int KIND_MASK = 15;

    private final Store store;
    private final History history;
    private final RunReader objectActor;
    private final RunReader objectCounter;
    private final RunReader keyActor;
    private final RunReader keyCounter;
    private final RunReader keyString;
    private final RunReader idActor;
    private final RunReader idCounter;
    private final FlagReader insert;
    private final RunReader action;
    private final RunReader valueKind;
    private final ByteReader valueBytes;
    private final RunReader linkCount;
    private final RunReader linkActor;
    private final RunReader linkCounter;
    private final FlagReader expand;
    private final RunReader markName;
    private final long limit;
    private final Budget budget;
    private final int[] highest;

    /** The columns of runs that say nothing new while characters follow each other. */
    private final RunReader[] columns;

    private ObjectState object;
    private @Nullable SequenceLoader sequence;
    private long row;

    /** Rows so far, with those they name. */
    private long read;

    private long id;
    private long[] links = new long[4];
    private int linked;

    OperationRows(Store store, History history, Columns from, long limit, Budget budget) {
        this.store = store;
        this.history = history;
        this.object = store.root;
        this.budget = budget;
        this.limit = limit;
        objectActor = from.numbers(ColumnIds.OBJECT_ACTOR, "object actor");
        objectCounter = from.numbers(ColumnIds.OBJECT_COUNTER, "object counter");
        keyActor = from.numbers(ColumnIds.KEY_ACTOR, "key actor");
        keyCounter = from.deltas(ColumnIds.KEY_COUNTER, "key counter");
        keyString = from.texts(ColumnIds.KEY_STRING, "key");
        idActor = from.numbers(ColumnIds.ID_ACTOR, "id actor");
        idCounter = from.deltas(ColumnIds.ID_COUNTER, "id counter");
        insert = from.flags(ColumnIds.INSERT, "insert");
        action = from.numbers(ColumnIds.ACTION, "action");
        valueKind = from.numbers(ColumnIds.VALUE_KIND, "value kind");
        valueBytes = from.bytes(ColumnIds.VALUE_BYTES);
        linkCount = from.numbers(ColumnIds.SUCCESSOR_COUNT, "successors");
        linkActor = from.numbers(ColumnIds.SUCCESSOR_ACTOR, "successor actor");
        linkCounter = from.deltas(ColumnIds.SUCCESSOR_COUNTER, "successor counter");
        expand = from.flags(ColumnIds.EXPAND, "expand");
        markName = from.texts(ColumnIds.MARK_NAME, "mark name");
        highest = new int[store.actors.count()];
        columns =
                new RunReader[] {
                    idCounter,
                    valueKind,
                    linkCount,
                    keyCounter,
                    keyActor,
                    idActor,
                    objectActor,
                    objectCounter,
                    keyString,
                    action,
                    markName
                };
    }

    void readAll() {
        for (int i = 0; i < highest.length; i++) {
            highest[i] = history.highest(i);
        }
        while (action.hasNext()) {
            try {
                readNext();
            } catch (CrdtException e) {
                throw e.in("operation " + row);
            }
        }
        endObject();
        List.of(
                        objectActor,
                        objectCounter,
                        keyActor,
                        keyCounter,
                        keyString,
                        idActor,
                        idCounter,
                        valueKind,
                        linkCount,
                        linkActor,
                        linkCounter,
                        markName)
                .forEach(RunReader::requireEnd);
        insert.requireEnd();
        expand.requireEnd();
        if (valueBytes.remaining() > 0) {
            throw new CrdtException("bytes after the last value");
        }
    }

    private void readNext() {
        read++;
        row++;
        action.next();
        if (action.repeats() > limit - read) {
            throw new CrdtException("more operations are announced than the bytes can mean");
        }
        int act = action.bounded(ACTIONS.length - 1);
        turnTo(reference(objectActor, objectCounter, true));
        id = reference(idActor, idCounter, false);
        if (Ids.counter(id) > highest[Ids.actor(id)]) {
            throw new CrdtException("it is part of no change");
        }
        if (Ids.counter(object.id) >= Ids.counter(id)) {
            throw new CrdtException("its object is not older than itself");
        }
        String key = keyString.nextText();
        boolean hasActor = keyActor.next();
        boolean hasCounter = keyCounter.next();
        boolean inserts = insert.next();
        long kind = valueKind.next() ? valueKind.number() : 0;
        boolean expands = expand.next();
        String name = markName.nextText();
        readLinks();
        if (key != null) {
            if (hasActor || hasCounter || inserts || expands || name != null) {
                throw new CrdtException("it has no place in a map");
            }
            onKey(key, operation(act, kind, null, false));
        } else {
            long element = element(hasActor, hasCounter);
            onElement(act, element, inserts, kind, name, expands);
        }
    }

    /** The operation that the next row of two columns names. */
    private long reference(RunReader byActor, RunReader byCounter, boolean mayBeNone) {
        boolean hasActor = byActor.next();
        boolean hasCounter = byCounter.next();
        if (mayBeNone && !hasActor && !hasCounter) {
            return Ids.NONE;
        }
        if (!hasActor || !hasCounter || byCounter.number() < 1) {
            throw new CrdtException("it names no operation");
        }
        int actor = byActor.bounded(highest.length - 1);
        return Ids.of(actor, byCounter.bounded((int) OpId.MAX_COUNTER - 1));
    }

    private long element(boolean hasActor, boolean hasCounter) {
        if (!hasCounter || (!hasActor && keyCounter.number() != 0)) {
            throw new CrdtException("it needs a key or an element");
        }
        if (!hasActor) {
            return Ids.NONE;
        }
        int actor = keyActor.bounded(highest.length - 1);
        int counter = keyCounter.bounded((int) OpId.MAX_COUNTER - 1);
        if (counter < 1) {
            throw new CrdtException("it names no element");
        }
        return Ids.of(actor, counter);
    }

    private void readLinks() {
        linked = linkCount.nextBounded((int) Math.min(limit, Integer.MAX_VALUE));
        read += linked;
        for (int i = 0; i < linked; i++) {
            if (read > limit) {
                throw new CrdtException("more operations than the bytes can mean");
            }
            long link = reference(linkActor, linkCounter, false);
            boolean later = Ids.counter(link) > Ids.counter(id);
            if (!later || Ids.counter(link) > highest[Ids.actor(link)]) {
                throw new CrdtException("its successor is older or part of no change");
            }
            if (i > 0 && store.actors.compare(links[i - 1], link) >= 0) {
                throw new CrdtException("its successors are out of order");
            }
            if (i == links.length) {
                links = Arrays.copyOf(links, 2 * i);
            }
            links[i] = link;
        }
    }

    /** Goes on with another object; they come in the order of their names. */
    private void turnTo(long next) {
        if (next == object.id) {
            return;
        }
        if (object.id != Ids.NONE
                && (next == Ids.NONE || store.actors.compare(object.id, next) > 0)) {
            throw new CrdtException("its object is out of order");
        }
        endObject();
        ObjectState found = store.object(next);
        if (found == null) {
            throw new CrdtException("its object is missing");
        }
        object = found;
        sequence =
                found instanceof SequenceState state
                        ? new SequenceLoader(
                                store, state, Math.min(valueBytes.remaining(), FIRST_ROOM))
                        : null;
    }

    private void endObject() {
        SequenceLoader ended = sequence;
        if (ended != null) {
            ended.end();
        } else if (object instanceof MapState map) {
            for (Map.Entry<String, Slot> entry : map.entries()) {
                entry.getValue().settle(store.actors);
            }
        }
    }

    private Op operation(int act, long kind, @Nullable String name, boolean expands) {
        Action what = ACTIONS[act];
        int code = (int) kind & KIND_MASK;
        long length = kind >>> KIND_BITS;
        if (length > valueBytes.remaining()) {
            throw new CrdtException("a value of " + length + " bytes is cut off");
        }
        Value value = ValueReader.read(code, valueBytes.slice((int) length));
        boolean number = value instanceof Value.Int || value instanceof Value.Uint;
        boolean marks = name != null || expands;
        if ((what == Action.INCREMENT && !number)
                || what == Action.DELETE
                || (what != Action.MARK && marks)) {
            throw new CrdtException("it is no " + what);
        }
        budget.addKept(what, linked);
        Op op = new Op(id, what, value, code, name, expands);
        for (int i = 0; i < linked; i++) {
            op.addSuccessor(links[i]);
        }
        return op;
    }

    private void onKey(String key, Op op) {
        if (!(object instanceof MapState map) || op.isMark()) {
            throw new CrdtException("it has a key in a text or list");
        }
        Slot before = map.slot(key);
        if (before != null && store.actors.compare(before.last().id, op.id) >= 0) {
            throw new CrdtException("it is out of order");
        }
        map.add(store.actors, key, op);
        store.register(op);
    }

    private void onElement(
            int act,
            long element,
            boolean inserts,
            long kind,
            @Nullable String name,
            boolean expands) {
        SequenceLoader into = sequence;
        if (into == null) {
            throw new CrdtException("it has an element in a map");
        }
        if (Ids.counter(element) >= Ids.counter(id)) {
            throw new CrdtException("its element is not older than itself");
        }
        boolean plain =
                inserts
                        && act == SET
                        && (kind & KIND_MASK) == STRING_KIND
                        && name == null
                        && !expands
                        && into.isText();
        if (plain) {
            int character = character((int) Math.min(kind >>> KIND_BITS, 5));
            if (character >= 0) {
                boolean begins = into.character(id, element, character, links, linked);
                if (linked > Run.MOST_TRACKS) {
                    budget.addKept(Action.SET, linked);
                } else {
                    budget.addPlain(1, linked, begins ? 1 : 0);
                }
                if (idCounter.repeats() >= FEW && linked == 0 && kind == ASCII) {
                    readAlike(into, element);
                }
                return;
            }
        }
        Op op = operation(act, kind, name, expands);
        store.register(op);
        if (inserts) {
            into.insert(op, element);
        } else {
            into.follow(op, element);
        }
    }

    /** Reads the rows at once that go on with one ASCII character after the other. */
    private void readAlike(SequenceLoader into, long element) {
        if (Ids.plus(element, 1) != id || idCounter.step() != 1 || keyCounter.step() != 1) {
            return;
        }
        long rows = Math.min(valueBytes.remaining(), Math.min(insert.repeats(), expand.repeats()));
        for (RunReader column : columns) {
            rows = Math.min(rows, column.repeats());
        }
        int count = (int) Math.min(rows, limit - read);
        if (count < FEW || Ids.counter(id) + (long) count > highest[Ids.actor(id)]) {
            return;
        }
        for (RunReader column : columns) {
            column.skip(count);
        }
        insert.skip(count);
        expand.skip(count);
        read += count;
        row += count;
        budget.addPlain(count, 0, 0);
        into.characters(valueBytes, count);
    }

    /** Reads a string if it is one character; otherwise answers -1 and reads nothing. */
    private int character(int length) {
        if (length < 1 || length > 4 || length > valueBytes.remaining()) {
            return -1;
        }
        int first = valueBytes.peek(0);
        if (length == 1) {
            if (first < 0x80) {
                valueBytes.unsignedByte();
                return first;
            }
            return -1;
        }
        int needed = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (needed != length) {
            return -1;
        }
        return valueBytes.text(length).codePointAt(0);
    }
}

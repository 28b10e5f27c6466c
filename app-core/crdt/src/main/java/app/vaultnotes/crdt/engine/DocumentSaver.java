package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ByteWriter;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.ChangeWriter;
import app.vaultnotes.crdt.Chunk;
import app.vaultnotes.crdt.ColumnWriter;
import app.vaultnotes.crdt.Packing;
import app.vaultnotes.crdt.Texts;

/** Writes a document with its history as one chunk. */
final class DocumentSaver {

    private static final int DEFLATED = 8;
    private static final int[] CHANGE_COLUMNS = {0x01, 0x03, 0x13, 0x23, 0x35, 0x40, 0x43, 0x56};
    private static final int NO_EXTRA = 7;

    /** The others a change mostly names: who made the text, and who wrote where it edits. */
    private static final int NAMED = 2;

    private final Store store;
    private final History history;
    private final OperationWriter rows = new OperationWriter();
    private final Cost cost = new Cost();
    private final int[] numbers;
    private final NamesMeasured markNames = new NamesMeasured();
    private int columnBytes;

    /** What each change repeats when all are made again. */
    private long repeatedBytes;

    DocumentSaver(Store store, History history) {
        this.store = store;
        this.history = history;
        numbers = new int[store.actors.count()];
    }

    byte[] save() {
        ByteWriter body = new ByteWriter(4096);
        writeActors(body);
        body.unsigned(history.heads().hashes().size());
        history.heads().hashes().forEach(hash -> hash.writeTo(body));
        ByteWriter[] changes = changes();
        rows.clear(numbers);
        write(store.root);
        store.sortedObjects().forEach(this::write);
        ByteWriter[] operations = rows.documentColumns();
        columnBytes = size(changes) + size(operations);
        int[] changeNumbers = CHANGE_COLUMNS.clone();
        int[] operationNumbers = OperationWriter.DOCUMENT_COLUMNS.clone();
        deflate(changeNumbers, changes);
        deflate(operationNumbers, operations);
        writeLayout(body, changeNumbers, changes);
        writeLayout(body, operationNumbers, operations);
        for (ByteWriter column : changes) {
            body.write(column);
        }
        for (ByteWriter column : operations) {
            body.write(column);
        }
        for (ChangeHash head : history.heads().hashes()) {
            body.unsigned(history.find(head));
        }
        return ChangeWriter.chunk(Chunk.DOCUMENT, body.toByteArray());
    }

    private static int size(ByteWriter[] columns) {
        int size = 0;
        for (ByteWriter column : columns) {
            size += column.size();
        }
        return size;
    }

    /** Whether what was saved keeps to the limits, so that it loads again and its changes too. */
    boolean fits(Budget budget) {
        return budget.fits(cost, columnBytes, repeatedBytes);
    }

    private void writeActors(ByteWriter body) {
        int count = 0;
        ByteWriter listed = new ByteWriter(64);
        for (int place = 0; place < numbers.length; place++) {
            int actor = store.actors.ordered(place);
            if (history.sequence(actor) > 0) {
                numbers[actor] = count++;
                store.actors.get(actor).writeTo(listed);
            }
        }
        body.unsigned(count);
        body.write(listed);
    }

    private static void writeLayout(ByteWriter body, int[] numbers, ByteWriter[] columns) {
        int count = 0;
        for (ByteWriter column : columns) {
            count += column.size() > 0 ? 1 : 0;
        }
        body.unsigned(count);
        for (int i = 0; i < columns.length; i++) {
            if (columns[i].size() > 0) {
                body.unsigned(numbers[i]);
                body.unsigned(columns[i].size());
            }
        }
    }

    private static void deflate(int[] numbers, ByteWriter[] columns) {
        try (Packing packing = new Packing()) {
            for (int i = 0; i < columns.length; i++) {
                if (Packing.isWorth(columns[i].size())) {
                    columns[i] = packing.deflated(columns[i].array(), columns[i].size());
                    numbers[i] |= DEFLATED;
                }
            }
        }
    }

    private ByteWriter[] changes() {
        RunWriter actor = RunWriter.unsigned();
        RunWriter sequence = RunWriter.deltas();
        RunWriter last = RunWriter.deltas();
        RunWriter time = RunWriter.deltas();
        ColumnWriter<String> message = ColumnWriter.text();
        RunWriter dependencyCount = RunWriter.unsigned();
        RunWriter dependency = RunWriter.deltas();
        RunWriter extra = RunWriter.unsigned();
        int[] sequences = new int[numbers.length];
        int namedBytes = NAMED * longestName();
        for (int place = 0; place < history.count(); place++) {
            int author = history.actor(place);
            actor.add(numbers[author], 1);
            sequence.addDelta(++sequences[author]);
            last.addDelta(history.lastCounter(place));
            time.addDelta(history.time(place));
            String said = history.message(place);
            message.add(said.isEmpty() ? null : said, 1);
            int[] places = history.dependencies(place);
            dependencyCount.add(places.length, 1);
            cost.addChange(Dependencies.links(place, places));
            repeatedBytes += Texts.bytes(said) + (long) places.length * ChangeHash.LENGTH;
            repeatedBytes += store.actors.get(author).size() + namedBytes;
            for (int each : places) {
                dependency.addDelta(each);
            }
        }
        extra.add(NO_EXTRA, history.count());
        ByteWriter messages = new ByteWriter(16);
        messages.write(message.toByteArray());
        return new ByteWriter[] {
            actor.finish(),
            sequence.finish(),
            last.finish(),
            time.finish(),
            messages,
            dependencyCount.finish(),
            dependency.finish(),
            extra.finish()
        };
    }

    private int longestName() {
        int longest = 0;
        for (int actor = 0; actor < numbers.length; actor++) {
            longest = Math.max(longest, store.actors.get(actor).size());
        }
        return longest;
    }

    private void write(ObjectState object) {
        if (object instanceof MapState map) {
            for (String key : map.sortedKeys()) {
                Slot slot = map.slot(key);
                if (slot != null) {
                    write(map, key, slot);
                }
            }
        } else if (object instanceof SequenceState sequence) {
            sequence.tree.forEach(run -> write(sequence, run));
        }
    }

    private void write(MapState map, String key, Slot slot) {
        long keyBytes = Texts.bytes(key);
        for (Op op : slot) {
            rows.object(map.id, 1);
            rows.key(key);
            repeatedBytes += (1L + op.successorCount()) * keyBytes;
            write(op, false);
        }
    }

    private void write(Op op, boolean inserts) {
        rows.ids(op.id, 1);
        rows.operation(op, inserts);
        repeatedBytes += markNames.bytes(op.markName);
        op.sortSuccessors(store.actors);
        rows.linkCounts(op.successorCount(), 1);
        cost.addKept(op.action, op.successorCount(), 0);
        for (int s = 0; s < op.successorCount(); s++) {
            rows.link(Ids.actor(op.successor(s)), Ids.counter(op.successor(s)));
        }
    }

    private void write(SequenceState sequence, Run run) {
        Slot slot = run.slot;
        if (slot != null) {
            Op first = slot.first();
            for (Op op : slot) {
                rows.object(sequence.id, 1);
                rows.element(op == first ? run.reference : run.firstId());
                write(op, op == first);
            }
            return;
        }
        rows.object(sequence.id, run.length);
        rows.element(run.reference);
        rows.elements(run.firstId(), 1, run.length - 1);
        rows.ids(run.firstId(), run.length);
        rows.characters(sequence.chars(), run.textStart, run.unit, run.length);
        rows.linkCounts(run.trackCount(), run.length);
        cost.addPlain(run.length, (long) run.length * run.trackCount(), 1);
        if (run.trackCount() == 1) {
            rows.links(run.trackActor(0), run.trackCounter(0, 0), run.trackStep(0), run.length);
        } else if (run.trackCount() > 1) {
            writeTracks(run);
        }
    }

    /** Several removed the same elements: of each element those in the order of their names. */
    private void writeTracks(Run run) {
        long[] ids = new long[run.trackCount()];
        for (int element = 0; element < run.length; element++) {
            for (int t = 0; t < ids.length; t++) {
                long id = Ids.of(run.trackActor(t), run.trackCounter(t, element));
                int at = t;
                while (at > 0 && store.actors.compare(ids[at - 1], id) > 0) {
                    ids[at] = ids[at - 1];
                    at--;
                }
                ids[at] = id;
            }
            for (long id : ids) {
                rows.link(Ids.actor(id), Ids.counter(id));
            }
        }
    }
}

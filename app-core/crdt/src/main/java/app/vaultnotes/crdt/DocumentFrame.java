package app.vaultnotes.crdt;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Reads a saved document without an engine. Its columns are inflated within bounds and read row by
 * row, so that an engine sees nothing whose parts do not fit together.
 */
final class DocumentFrame {

    /** Most rows of a kind for each byte, beside {@link Change#FREE_ROWS}. */
    private static final long ROWS_FOR_A_BYTE = 4;

    private DocumentFrame() {}

    /**
     * Checks a document.
     *
     * @param whole its chunk
     * @param body the body of the chunk
     */
    static SavedBytes.Saved read(byte[] whole, byte[] body) {
        ByteReader in = new ByteReader(body, 0, body.length);
        List<ActorId> actors = new ArrayList<>();
        for (int left = in.boundedInt("actors", in.remaining()); left > 0; left--) {
            actors.add(ActorId.read(in));
        }
        SortedSet<ChangeHash> heads = new TreeSet<>();
        for (int left = in.boundedInt("heads", in.remaining()); left > 0; left--) {
            heads.add(ChangeHash.fromByteArray(in.bytes(ChangeHash.LENGTH)));
        }
        Columns.Layout changeLayout = Columns.Layout.read(in);
        Columns.Layout operationLayout = Columns.Layout.read(in);
        Columns changes = Columns.ofDocument(in, changeLayout, Change.MAX_BYTES);
        Columns operations =
                Columns.ofDocument(in, operationLayout, Change.MAX_BYTES - changes.size());
        int known = changes.size(ColumnIds.OF_HISTORY) + operations.size(ColumnIds.OF_DOCUMENT);
        History history = new History(actors, changes, known);
        history.check();
        return new SavedBytes.Saved(
                whole,
                new Heads(heads),
                history.sequences(),
                history.lastCounter,
                checkOperations(actors, operations, known));
    }

    /** Reads all operations; says whether one writes a whole number that needs over 32 bits. */
    private static boolean checkOperations(List<ActorId> actors, Columns columns, int knownBytes) {
        OperationColumns rows = new OperationColumns(actors, columns);
        RunReader idActor = columns.numbers(ColumnIds.ID_ACTOR, "id actor");
        RunReader idCounter = columns.deltas(ColumnIds.ID_COUNTER, "id counter");
        RunReader count = columns.numbers(ColumnIds.SUCCESSOR_COUNT, "successors");
        RunReader byActor = columns.numbers(ColumnIds.SUCCESSOR_ACTOR, "successor actor");
        RunReader byCounter = columns.deltas(ColumnIds.SUCCESSOR_COUNTER, "successor counter");
        long limit = Change.FREE_ROWS + ROWS_FOR_A_BYTE * knownBytes;
        Set<OpId> sequences = new HashSet<>();
        long read = 0;
        boolean wide = false;
        for (int row = 1; rows.hasNext(); row++) {
            OpId id = rows.reference(idActor, idCounter);
            List<OpId> successors = rows.references(count, byActor, byCounter, limit);
            read += 1 + successors.size();
            if (read > limit) {
                throw new CrdtException("more operations than the bytes can mean");
            }
            if (id == null) {
                throw new CrdtException("operation " + row + " of a document has no name");
            }
            for (OpId successor : successors) {
                if (successor.counter() <= id.counter()) {
                    throw new CrdtException("successor " + successor + " of " + id + " is older");
                }
            }
            Operation operation = rows.next(id, List.of());
            wide |= operation.writesWideInteger();
            if (operation.makesSequence()) {
                sequences.add(id);
            }
            OpId object = operation.object();
            if (object != null && sequences.contains(object) == (operation.key() != null)) {
                throw new CrdtException("operation " + id + " for another kind of object");
            }
        }
        rows.requireEnd();
        List.of(idActor, idCounter, count, byActor, byCounter).forEach(RunReader::requireEnd);
        return wide;
    }

    /** The columns that tell of a document's changes. */
    private static final class History {
        private static final int ACTOR = 0x01;
        private static final int SEQUENCE = 0x03;
        private static final int LAST_OPERATION = 0x13;
        private static final int TIME = 0x23;
        private static final int MESSAGE = 0x35;
        private static final int DEPENDENCY_COUNT = 0x40;
        private static final int DEPENDENCY = 0x43;
        private static final int EXTRA_KIND = 0x56;
        private static final int EXTRA_BYTES = 0x57;

        /** More for nothing than any engine loads; a change takes no memory here. */
        private static final long MOST_CHANGES = 6L * Change.FREE_ROWS;

        private final RunReader actor;
        private final RunReader sequence;
        private final RunReader lastOperation;
        private final RunReader time;
        private final RunReader message;
        private final RunReader dependencyCount;
        private final RunReader dependency;
        private final ValueReader extra;
        private final List<ActorId> actors;
        private final long[] lastSequence;
        private final long limit;
        private long lastCounter;
        private long links;
        private int rows;

        History(List<ActorId> actors, Columns columns, int knownBytes) {
            this.actors = actors;
            lastSequence = new long[actors.size()];
            limit = Change.FREE_ROWS + ROWS_FOR_A_BYTE * knownBytes;
            actor = columns.numbers(ACTOR, "change actor");
            sequence = columns.deltas(SEQUENCE, "sequence");
            lastOperation = columns.deltas(LAST_OPERATION, "last operation");
            time = columns.deltas(TIME, "time");
            message = columns.texts(MESSAGE, "message");
            dependencyCount = columns.numbers(DEPENDENCY_COUNT, "dependencies");
            dependency = columns.deltas(DEPENDENCY, "dependency");
            extra =
                    new ValueReader(
                            columns.numbers(EXTRA_KIND, "extra kind"), columns.bytes(EXTRA_BYTES));
        }

        void check() {
            while (actor.hasNext()) {
                if (rows >= MOST_CHANGES + limit) {
                    throw new CrdtException("more than " + rows + " changes");
                }
                try {
                    checkNext();
                } catch (CrdtException e) {
                    throw e.in("change " + (rows + 1));
                }
                rows++;
            }
            List.of(sequence, lastOperation, time, message, dependencyCount, dependency)
                    .forEach(RunReader::requireEnd);
            extra.requireEnd();
        }

        private void checkNext() {
            actor.next();
            int author = actor.bounded(lastSequence.length - 1);
            lastSequence[author]++;
            if (!sequence.next() || sequence.number() != lastSequence[author]) {
                throw new CrdtException("it is out of its author's order");
            }
            lastOperation.next();
            lastCounter = Math.max(lastCounter, lastOperation.bounded((int) OpId.MAX_COUNTER));
            time.next();
            message.nextText();
            extra.next();
            int depends = dependencyCount.nextBounded(rows);
            if (links + depends > limit) {
                throw new CrdtException("more dependencies than the bytes can mean");
            }
            boolean onTheOneBefore = depends == 1;
            for (int left = depends; left > 0; left--) {
                if (!dependency.next()) {
                    throw new CrdtException("it lacks a dependency");
                }
                onTheOneBefore &= dependency.bounded(rows - 1) == rows - 1;
            }
            links += onTheOneBefore ? 0 : depends;
        }

        Map<ActorId, Long> sequences() {
            Map<ActorId, Long> sequences = new HashMap<>();
            for (int i = 0; i < lastSequence.length; i++) {
                sequences.put(actors.get(i), lastSequence[i]);
            }
            // Not copied: names whose hashes are alike are found quickly in this one.
            return Collections.unmodifiableMap(sequences);
        }
    }
}

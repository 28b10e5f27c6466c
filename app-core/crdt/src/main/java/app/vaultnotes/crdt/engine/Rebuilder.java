package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.ChangeWriter;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Texts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Makes the loaded changes of a document again from its operations: who inserted, overwrote and
 * removed what is all there, and the history says where one change ends and the next begins.
 */
final class Rebuilder {
    private final Store store;
    private final History history;
    private final ChangeEncoder encoder;

    /**
     * For each actor its operations by counter. They stay as they are whatever is edited later:
     * what a loaded change did cannot change any more.
     */
    private final List<List<Piece>> pieces = new ArrayList<>();

    private final long mostRepeatedBytes;

    private final NamesMeasured keys = new NamesMeasured();
    private final NamesMeasured markNames = new NamesMeasured();

    /** Where making out hashes goes on. */
    private @Nullable Walk learning;

    /**
     * Makes changes of a document.
     *
     * @param mostRepeatedBytes most bytes of messages, keys, names and hashes in all of them
     */
    Rebuilder(Store store, History history, long mostRepeatedBytes) {
        this.store = store;
        this.history = history;
        this.mostRepeatedBytes = mostRepeatedBytes;
        this.encoder = new ChangeEncoder(store.actors);
    }

    /**
     * Makes changes again, in their order, and out all hashes that are not known.
     *
     * @throws CrdtException when the operations do not make the changes that the heads name
     */
    void run(IntPredicate wanted, Consumer<Change> each) {
        collect();
        Walk walk = new Walk();
        while (walk.hasNext()) {
            walk.step(wanted.test(walk.place), each);
        }
    }

    /**
     * Makes hashes out, in the order of the changes, until there is one or none is left.
     *
     * @throws CrdtException when the operations do not make the changes that the heads name
     */
    void learn(ChangeHash until) {
        collect();
        Walk walk = learning == null ? new Walk() : learning;
        learning = null; // one that failed halfway is of no more use
        while (walk.hasNext() && !walk.hasLearned(until)) {
            walk.step(false, change -> {});
        }
        learning = walk;
    }

    /** A way through the changes in their order, which uses up the operations of each actor. */
    private final class Walk {
        private int place;
        private long repeatedBytes;

        /** The hash that was made out last. */
        private @Nullable ChangeHash learned;

        /** For each actor how far its operations have been used. */
        private final int[] next = new int[pieces.size()];

        private final int[] within = new int[pieces.size()];
        private final int[] sequences = new int[pieces.size()];

        boolean hasNext() {
            return place < history.loaded();
        }

        boolean hasLearned(ChangeHash sought) {
            ChangeHash last = learned;
            return last != null && last.equals(sought);
        }

        /** Passes a change; one whose hash is not known is made for that. */
        void step(boolean wanted, Consumer<Change> each) {
            boolean needed = wanted || place >= history.learned();
            int author = history.actor(place);
            long operations = take(author, history.lastCounter(place), needed);
            sequences[author]++;
            if (needed) {
                ChangeWriter.Header header = header(author, operations);
                byte[] extra = history.extra(place);
                if (wanted) {
                    Change change = encoder.encode(header, author, extra);
                    learn(change.hash());
                    each.accept(change);
                } else {
                    learn(ChangeHash.fromByteArray(encoder.hash(header, author, extra)));
                }
                repeat(encoder.namedBytes());
            }
            place++;
        }

        private void learn(ChangeHash hash) {
            if (place < history.learned()) {
                return;
            }
            if (!history.learn(place, hash)) {
                throw new CrdtException(
                        "change " + (place + 1) + " is not the one the document names");
            }
            learned = hash;
        }

        private void repeat(long bytes) {
            repeatedBytes += bytes;
            if (repeatedBytes > mostRepeatedBytes) {
                throw new CrdtException(
                        "messages and keys, names and hashes of its changes of more than "
                                + mostRepeatedBytes
                                + " bytes");
            }
        }

        private ChangeWriter.Header header(int author, long operations) {
            String message = history.message(place);
            repeat(Texts.bytes(message));
            int[] places = history.dependencies(place);
            repeat((long) places.length * ChangeHash.LENGTH);
            List<ChangeHash> dependencies = new ArrayList<>(places.length);
            for (int dependency : places) {
                dependencies.add(history.hash(dependency));
            }
            if (dependencies.size() > 1) {
                Collections.sort(dependencies);
            }
            return new ChangeWriter.Header(
                    dependencies,
                    store.actors.get(author),
                    sequences[author],
                    history.lastCounter(place) - operations + 1,
                    history.time(place),
                    message);
        }

        /** Passes an actor's next operations, to the encoder if it needs them; says how many. */
        private long take(int author, int lastCounter, boolean needed) {
            List<Piece> list = pieces.get(author);
            long operations = 0;
            int expected = -1;
            while (next[author] < list.size()) {
                Piece piece = list.get(next[author]);
                int from = within[author];
                int counter = piece.counter() + from;
                if (counter > lastCounter) {
                    break;
                }
                if (expected >= 0 && counter != expected) {
                    throw new CrdtException("operation " + expected + " of a change is missing");
                }
                int count = Math.min(piece.count - from, lastCounter - counter + 1);
                if (needed) {
                    encoder.add(piece, from, count);
                    repeat(keys.bytes(piece.key) + markNames.bytes(markName(piece)));
                }
                operations += count;
                expected = counter + count;
                within[author] += count;
                if (within[author] == piece.count) {
                    next[author]++;
                    within[author] = 0;
                }
            }
            if (expected >= 0 && expected != lastCounter + 1) {
                throw new CrdtException("operation " + lastCounter + " of a change is missing");
            }
            return operations;
        }
    }

    private static @Nullable String markName(Piece piece) {
        return piece.op == null ? null : piece.op.markName;
    }

    private void collect() {
        if (!pieces.isEmpty()) {
            return;
        }
        for (int i = 0; i < store.actors.count(); i++) {
            pieces.add(new ArrayList<>());
        }
        collect(store.root);
        store.sortedObjects().forEach(this::collect);
        pieces.forEach(list -> list.sort(Comparator.comparingInt(Piece::counter)));
    }

    private void add(Piece piece) {
        pieces.get(Ids.actor(piece.id)).add(piece);
    }

    private void collect(ObjectState object) {
        if (object instanceof MapState map) {
            for (Map.Entry<String, Slot> entry : map.entries()) {
                String key = entry.getKey();
                collect(entry.getValue(), (id, op) -> Piece.onKey(map, key, id, op, Piece.NO_IDS));
            }
        } else if (object instanceof SequenceState sequence) {
            sequence.tree.forEach(run -> collect(sequence, run));
        }
    }

    private void collect(SequenceState sequence, Run run) {
        Slot slot = run.slot;
        if (slot != null) {
            collect(slot, (id, op) -> onElement(sequence, run, id, op));
            return;
        }
        add(
                Piece.insert(
                        sequence,
                        run.firstId(),
                        run.length,
                        run.reference,
                        run.textStart,
                        run.unit));
        for (int t = 0; t < run.trackCount(); t++) {
            int actor = run.trackActor(t);
            int first = run.trackCounter(t, 0);
            boolean forward = run.trackStep(t) == 1;
            add(
                    forward
                            ? Piece.remove(
                                    sequence, Ids.of(actor, first), run.length, run.firstId(), 1)
                            : Piece.remove(
                                    sequence,
                                    Ids.of(actor, first - run.length + 1),
                                    run.length,
                                    run.lastId(),
                                    -1));
        }
    }

    private static Piece onElement(SequenceState sequence, Run run, long id, @Nullable Op op) {
        boolean inserts = id == run.firstId();
        long element = inserts ? run.reference : run.firstId();
        return Piece.onElement(sequence, element, inserts, id, op, Piece.NO_IDS);
    }

    /** Makes a piece that stands where a slot stands. */
    private interface Maker {
        Piece make(long id, @Nullable Op op);
    }

    /** Nothing overwrites what stands in another slot. */
    private void collect(Slot slot, Maker maker) {
        Op first = slot.first();
        if (first == slot.last() && first.successorCount() == 0) {
            add(maker.make(first.id, first));
            return;
        }
        Map<Long, Piece> singles = new HashMap<>();
        for (Op op : slot) {
            Piece known = singles.get(op.id);
            Piece piece = maker.make(op.id, op);
            if (known != null) {
                piece.overwriteSameAs(known);
            }
            singles.put(op.id, piece);
            for (int s = 0; s < op.successorCount(); s++) {
                long successor = op.successor(s);
                singles.computeIfAbsent(successor, id -> maker.make(id, null))
                        .addPredecessor(op.id);
            }
        }
        singles.values().forEach(this::add);
    }
}

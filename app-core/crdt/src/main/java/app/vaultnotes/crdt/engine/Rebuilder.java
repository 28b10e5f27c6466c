package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
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

    /** For each actor how far its operations have been used. */
    private int[] next = new int[0];

    private int[] within = new int[0];

    private final long mostRepeatedBytes;
    private long repeatedBytes;

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
        if (pieces.isEmpty()) {
            collect();
        }
        next = new int[pieces.size()];
        within = new int[pieces.size()];
        repeatedBytes = 0;
        boolean learn = !history.isComplete();
        int[] sequences = new int[store.actors.count()];
        for (int place = 0; place < history.loaded(); place++) {
            int author = history.actor(place);
            boolean needed = learn || wanted.test(place);
            long operations = take(author, history.lastCounter(place), needed);
            int sequence = ++sequences[author];
            if (!needed) {
                continue;
            }
            ChangeWriter.Header header = header(place, sequence, operations);
            byte[] extra = history.extra(place);
            if (wanted.test(place)) {
                Change change = encoder.encode(header, author, extra);
                learn(learn, place, change.hash().toByteArray());
                each.accept(change);
            } else {
                learn(learn, place, encoder.hash(header, author, extra));
            }
            repeat(encoder.namedBytes());
        }
        history.learnedAll();
    }

    private void learn(boolean learn, int place, byte[] hash) {
        if (!learn) {
            return;
        }
        ChangeHash made = ChangeHash.fromByteArray(hash);
        int known = history.find(made);
        if (known < 0 && !history.isLoadedHead(place)) {
            history.learn(place, hash);
        } else if (known != place) {
            throw new CrdtException("change " + (place + 1) + " is not the one the document names");
        }
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

    private ChangeWriter.Header header(int place, int sequence, long operations) {
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
        ActorId actor = store.actors.get(history.actor(place));
        return new ChangeWriter.Header(
                dependencies,
                actor,
                sequence,
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
                repeat(piece.key == null ? 0 : Texts.bytes(piece.key));
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

    private void collect() {
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

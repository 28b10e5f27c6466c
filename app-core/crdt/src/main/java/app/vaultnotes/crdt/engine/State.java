package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.ChangeWriter;
import app.vaultnotes.crdt.Chunk;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation;
import app.vaultnotes.crdt.Packing;
import app.vaultnotes.crdt.RowLimits;
import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** All that a document is: its operations and its history. */
final class State {
    final Store store = new Store();
    final History history = new History();
    final ChangeEncoder encoder = new ChangeEncoder(store.actors);
    private final Limits limits;

    /** The chunk it was loaded from. */
    private byte @Nullable [] base;

    /** Whether the operations say all that the chunk and the changes say. */
    private boolean faithful = true;

    /** Whether all of it is changes from elsewhere, each priced as it came. */
    private boolean ofChanges = true;

    /** What the chunk it was loaded from costs where its changes are priced as they came. */
    private @Nullable Budget loadedPrice;

    /** Changes from elsewhere of which it is not known whether they can be made again. */
    private final List<Change> unverified = new ArrayList<>();

    private Budget budget;

    /** What makes loaded changes again; kept while there is memory for what it has collected. */
    private SoftReference<Rebuilder> rebuilder = new SoftReference<>(null);

    State(Limits limits) {
        this.limits = limits;
        this.budget = new Budget(limits);
    }

    /** Reads the chunk of a saved document into this empty state. */
    void load(byte[] whole, byte[] body) {
        faithful = new DocumentLoader(store, history, limits, budget).load(body);
        base = whole;
        ofChanges = false;
    }

    /**
     * Whether it is changes alone, priced by their operations; then what it takes depends on
     * nothing but these changes.
     */
    boolean isOfChanges() {
        return ofChanges;
    }

    /** Makes the changes of the saved document again. */
    void eachLoaded(Consumer<Change> each) {
        if (history.loaded() > 0) {
            rebuild(place -> true, each);
        }
    }

    /** What it has used, and from what on it counts. */
    record Price(Budget budget, @Nullable Budget loaded, boolean ofChanges) {}

    Price price() {
        return new Price(budget, loadedPrice, ofChanges);
    }

    /** Goes on with another price of what it is. */
    void price(Price price) {
        budget = price.budget();
        loadedPrice = price.loaded();
        ofChanges = price.ofChanges();
    }

    /**
     * What a state can be made from again.
     *
     * @param loadedPrice what the saved document costs, where it is not priced as what it is
     */
    record Origin(
            Limits limits,
            byte @Nullable [] base,
            @Nullable Budget loadedPrice,
            List<Change> changes) {

        State make() {
            State made = new State(limits);
            byte[] whole = base;
            if (whole != null) {
                made.load(whole, Chunk.read(whole, 0).body());
            }
            if (loadedPrice != null) {
                made.price(new Price(loadedPrice.fork(), loadedPrice, true));
            }
            for (Change change : changes) {
                made.apply(
                        change, each -> change.operations(limits.ofChange(), each), Edits.UNHEARD);
            }
            return made;
        }
    }

    /** What this state was made of when it had so many changes. */
    Origin origin(int count) {
        List<Change> changes = history.tail().subList(0, count - history.loaded());
        return new Origin(limits, base, loadedPrice, List.copyOf(changes));
    }

    /** How many operations one change may have. */
    RowLimits rowLimits() {
        return limits.ofChange();
    }

    /** How much of its limits the document has used. */
    Budget budget() {
        return budget;
    }

    /** What is wrong with a change whose dependencies are here; null when nothing is. */
    @Nullable String flaw(Change change) {
        int author = store.actors.find(change.actor());
        int made = author < 0 ? 0 : history.sequence(author);
        if (change.sequence() != made + 1L) {
            return "number " + change.sequence() + " of an actor who made " + made;
        }
        if (!OpId.mayBegin(change.startOp(), store.lastCounter)) {
            return "its operations begin at " + change.startOp() + " after " + store.lastCounter;
        }
        if (author >= 0 && change.startOp() <= history.highest(author)) {
            return "its operations begin at " + change.startOp() + ", which is used";
        }
        return null;
    }

    /** Goes through the operations of a change. */
    interface Rows {
        void each(Consumer<Operation> operation);
    }

    /** Takes in a change without flaw; after an exception this state is of no more use. */
    void apply(Change change, Rows rows, Edits edits) {
        change.dependencies().forEach(this::find); // makes out what hashes it is built on have
        budget.add(change);
        int author = store.actors.add(change.actor());
        int[] last = {(int) change.startOp() - 1};
        rows.each(operation -> {
            budget.add(operation, isOnText(operation));
            store.apply(operation, edits);
            last[0]++;
        });
        store.lastCounter = Math.max(store.lastCounter, last[0]);
        history.append(change, author, last[0]);
        unverified.add(change);
    }

    /** Whether an operation is on a text that is there. */
    boolean isOnText(Operation operation) {
        return store.object(operation.object()) instanceof SequenceState on && on.isText;
    }

    /**
     * Makes a change of the document's own operations.
     *
     * @throws CrdtException when the document would be more than it may; this state is of no more
     *     use then
     */
    Change commit(ChangeWriter.Header header, int author, List<Piece> pieces) {
        for (Piece piece : pieces) {
            encoder.add(piece, 0, piece.count);
        }
        Change change = encoder.encode(header, author);
        budget.add(change, pieces);
        ofChanges = false;
        history.append(change, author, store.lastCounter);
        return change;
    }

    /** The place of a change, or -1; makes out as many hashes as it must. */
    int find(ChangeHash hash) {
        int place = history.find(hash);
        if (place < 0 && !history.isComplete()) {
            rebuild(made -> made.learn(hash));
            place = history.find(hash);
        }
        return place;
    }

    /** Makes loaded changes again and all hashes out. */
    void rebuild(IntPredicate wanted, Consumer<Change> each) {
        rebuild(made -> made.run(wanted, each));
    }

    private void rebuild(Consumer<Rebuilder> work) {
        Rebuilder known = rebuilder.get();
        Rebuilder used =
                known == null ? new Rebuilder(store, history, budget.mostRepeatedBytes()) : known;
        rebuilder.clear(); // one that failed halfway is of no more use
        work.accept(used);
        rebuilder = new SoftReference<>(used);
    }

    /** Makes all hashes out; refuses a document whose operations do not make its heads. */
    void learnHashes() {
        if (!history.isComplete()) {
            rebuild(place -> false, change -> {});
        }
    }

    /** Whether a change is part of the document. */
    boolean contains(Change change) {
        int author = store.actors.find(change.actor());
        return author >= 0
                && change.sequence() <= history.sequence(author)
                && find(change.hash()) >= 0;
    }

    /** The places of those changes of a moment that are known. */
    List<Integer> places(Heads heads) {
        List<Integer> places = new ArrayList<>();
        for (ChangeHash hash : heads.hashes()) {
            int place = find(hash);
            if (place >= 0) {
                places.add(place);
            }
        }
        return places;
    }

    List<Change> changesSince(Heads heads) {
        List<Integer> places = history.after(places(heads));
        List<Change> changes = new ArrayList<>(places.size());
        boolean[] wanted = new boolean[history.loaded()];
        boolean rebuild = false;
        for (int place : places) {
            if (place < wanted.length) {
                wanted[place] = true;
                rebuild = true;
            }
        }
        if (rebuild) {
            rebuild(place -> wanted[place], changes::add);
        }
        for (int place : places) {
            if (place >= wanted.length) {
                changes.add(history.tail(place));
            }
        }
        return changes;
    }

    /** The document as a chunk, or as the one it came from and the changes since. */
    byte[] save() {
        byte[] whole = base;
        if (whole != null && history.tail().isEmpty()) {
            return whole.clone();
        }
        verify();
        learnHashes();
        if (faithful) {
            DocumentSaver saver = new DocumentSaver(store, history);
            byte[] saved = saver.save();
            if (saver.fits(budget)) {
                return saved;
            }
        }
        List<byte[]> parts = new ArrayList<>();
        try (Packing packing = new Packing()) {
            if (loadedPrice != null) {
                eachLoaded(change -> parts.add(packing.chunk(change)));
            } else if (whole != null) {
                parts.add(whole);
            }
            history.tail().forEach(change -> parts.add(packing.chunk(change)));
        }
        return joined(parts);
    }

    static byte[] joined(List<byte[]> parts) {
        byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    /** Checks that changes from elsewhere can be made again from their operations, bit for bit. */
    private void verify() {
        ChangeEncoder again = new ChangeEncoder(store.actors);
        for (Change change : unverified) {
            faithful = faithful && Arrays.equals(again(again, change), change.hash().toByteArray());
        }
        unverified.clear();
    }

    private byte[] again(ChangeEncoder encoder, Change change) {
        change.operations(limits.ofChange(), operation -> encoder.add(piece(operation), 0, 1));
        ChangeWriter.Header header =
                new ChangeWriter.Header(
                        change.dependencies(),
                        change.actor(),
                        change.sequence(),
                        change.startOp(),
                        change.time(),
                        change.message());
        return encoder.hash(header, store.actors.find(change.actor()));
    }

    private Piece piece(Operation operation) {
        long id = store.actors.id(operation.id());
        long[] older = operation.overwrites().stream().mapToLong(store.actors::id).toArray();
        Op op =
                operation.action() == Operation.Action.DELETE
                        ? null
                        : new Op(
                                id,
                                operation.action(),
                                operation.value(),
                                operation.kind(),
                                operation.markName(),
                                operation.expand());
        ObjectState object = store.object(operation.object());
        String key = operation.key();
        if (key != null && object instanceof MapState map) {
            return Piece.onKey(map, key, id, op, older);
        }
        if (key == null && object instanceof SequenceState sequence) {
            var element = operation.element();
            long named = element == null ? Ids.NONE : store.actors.id(element);
            return Piece.onElement(sequence, named, operation.insert(), id, op, older);
        }
        throw new IllegalStateException("an applied operation on nothing");
    }
}

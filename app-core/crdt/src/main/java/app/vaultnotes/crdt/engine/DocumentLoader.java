package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.ByteReader;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.ColumnIds;
import app.vaultnotes.crdt.Columns;
import app.vaultnotes.crdt.CrdtException;
import java.util.Arrays;
import java.util.List;

/** Reads a saved document into an empty store and history. */
final class DocumentLoader {
    private final Store store;
    private final History history;
    private final Limits limits;
    private final Budget budget;

    DocumentLoader(Store store, History history, Limits limits, Budget budget) {
        this.store = store;
        this.history = history;
        this.limits = limits;
        this.budget = budget;
    }

    /**
     * Reads the body of a document's chunk.
     *
     * @return whether all of it is understood; what is not would be lost in writing it anew
     */
    boolean load(byte[] body) {
        ByteReader in = new ByteReader(body, 0, body.length);
        readActors(in);
        ChangeHash[] heads = readHeads(in);
        Columns.Layout changeLayout = Columns.Layout.read(in);
        Columns.Layout operationLayout = Columns.Layout.read(in);
        Columns changes = Columns.ofDocument(in, changeLayout, limits.decodedBytes());
        Columns operations =
                Columns.ofDocument(in, operationLayout, limits.decodedBytes() - changes.size());
        int known = changes.size(ColumnIds.OF_HISTORY) + operations.size(ColumnIds.OF_DOCUMENT);
        budget.load(changes.size() + operations.size(), known);
        long most = Budget.mostRows(limits, known);
        ChangeRows rows = new ChangeRows(store, history, changes, most, budget);
        rows.readAll();
        new OperationRows(store, history, operations, most, budget).readAll();
        readHeads(in, heads, rows);
        return !changes.hasOthers(ColumnIds.OF_HISTORY)
                && !operations.hasOthers(ColumnIds.OF_DOCUMENT)
                && !rows.hasExtra();
    }

    /** What the body of a document's chunk says its heads are; the rest of it is not looked at. */
    static List<ChangeHash> heads(byte[] body) {
        ByteReader in = new ByteReader(body, 0, body.length);
        for (int left = in.boundedInt("actors", in.remaining()); left > 0; left--) {
            ActorId.read(in);
        }
        return List.of(readHeads(in));
    }

    private static ChangeHash[] readHeads(ByteReader in) {
        ChangeHash[] heads = new ChangeHash[in.boundedInt("heads", in.remaining() / 32)];
        for (int i = 0; i < heads.length; i++) {
            heads[i] = ChangeHash.fromByteArray(in.bytes(ChangeHash.LENGTH));
            if (i > 0 && heads[i - 1].compareTo(heads[i]) >= 0) {
                throw new CrdtException("heads out of order");
            }
        }
        return heads;
    }

    private void readActors(ByteReader in) {
        int count = in.boundedInt("actors", in.remaining());
        for (int i = 0; i < count; i++) {
            ActorId next = ActorId.read(in);
            if (i > 0 && store.actors.get(i - 1).compareTo(next) >= 0) {
                throw new CrdtException("actor " + next + " is listed out of order");
            }
            store.actors.add(next);
        }
    }

    /** Each head must be a change nothing is built on, and the other way round. */
    private void readHeads(ByteReader in, ChangeHash[] heads, ChangeRows rows) {
        int[] leaves = rows.leaves();
        if (leaves.length != heads.length) {
            throw new CrdtException(
                    heads.length + " heads of a history that ends in " + leaves.length);
        }
        int[] places = in.remaining() > 0 ? readPlaces(in, heads.length) : places(heads, leaves);
        int[] sorted = places.clone();
        Arrays.sort(sorted);
        if (!Arrays.equals(sorted, leaves)) {
            throw new CrdtException("heads that others are built on");
        }
        if (in.remaining() > 0) {
            throw new CrdtException("bytes after the end of the document");
        }
        history.loadHeads(heads, places);
    }

    private int[] readPlaces(ByteReader in, int count) {
        int[] places = new int[count];
        for (int i = 0; i < count; i++) {
            places[i] = in.boundedInt("place of a head", history.count() - 1);
        }
        return places;
    }

    /** Early versions do not say which change is which head; then it is made out which. */
    private int[] places(ChangeHash[] heads, int[] leaves) {
        if (heads.length < 2) {
            return leaves;
        }
        new Rebuilder(store, history, budget.mostRepeatedBytes()).run(place -> false, change -> {});
        int[] places = new int[heads.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = history.find(heads[i]);
        }
        return places;
    }
}

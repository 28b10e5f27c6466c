package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ByteReader;
import app.vaultnotes.crdt.Columns;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.RunReader;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** The rows of a saved document that tell of its changes. */
final class ChangeRows {

    /** How a change without extra bytes says so: no bytes of the kind "bytes". */
    private static final int NO_EXTRA = 7;

    private static final int KIND_BITS = 4;

    private final Store store;
    private final History history;
    private final RunReader actor;
    private final RunReader sequence;
    private final RunReader lastOperation;
    private final RunReader time;
    private final RunReader message;
    private final RunReader dependencyCount;
    private final RunReader dependency;
    private final RunReader extra;
    private final ByteReader extraBytes;
    private final long limit;
    private final int[] sequences;
    private final int[] counters;
    private final BitSet builtOn = new BitSet();
    private boolean hasExtra;
    private long links;
    private final Budget budget;

    ChangeRows(Store store, History history, Columns columns, long limit, Budget budget) {
        this.store = store;
        this.history = history;
        this.limit = limit;
        this.budget = budget;
        actor = columns.numbers(0x01, "change actor");
        sequence = columns.deltas(0x03, "sequence");
        lastOperation = columns.deltas(0x13, "last operation");
        time = columns.deltas(0x23, "time");
        message = columns.texts(0x35, "message");
        dependencyCount = columns.numbers(0x40, "dependencies");
        dependency = columns.deltas(0x43, "dependency");
        extra = columns.numbers(0x56, "extra kind");
        extraBytes = columns.bytes(0x57);
        sequences = new int[store.actors.count()];
        counters = new int[store.actors.count()];
    }

    void readAll() {
        while (actor.hasNext()) {
            int place = history.count();
            try {
                readNext(place);
            } catch (CrdtException e) {
                throw e.in("change " + (place + 1));
            }
        }
        List.of(sequence, lastOperation, time, message, dependencyCount, dependency, extra)
                .forEach(RunReader::requireEnd);
        if (extraBytes.remaining() > 0) {
            throw new CrdtException("bytes after those of the last change");
        }
    }

    private void readNext(int place) {
        if (!actor.next()) {
            throw new CrdtException("it has no author");
        }
        int author = actor.bounded(store.actors.count() - 1);
        if (!sequence.next() || sequence.number() != ++sequences[author]) {
            throw new CrdtException("it is out of its author's order");
        }
        int last = lastOperation.next() ? lastOperation.bounded((int) OpId.MAX_COUNTER - 1) : 0;
        if (last < counters[author]) {
            throw new CrdtException("it ends before the one before");
        }
        counters[author] = last;
        store.lastCounter = Math.max(store.lastCounter, last);
        long when = time.next() ? time.number() : 0;
        String said = message.nextText();
        readExtra();
        history.load(author, last, when, said == null ? "" : said, dependencies(place));
    }

    /** The bytes behind a change's columns; how they are to be read only later versions know. */
    private void readExtra() {
        long kindAndLength = extra.next() ? extra.number() : NO_EXTRA;
        if (kindAndLength != NO_EXTRA) {
            hasExtra = true;
            long length = kindAndLength >>> KIND_BITS;
            if (length > extraBytes.remaining()) {
                throw new CrdtException("the bytes behind it are cut off");
            }
            history.loadExtra(extraBytes.bytes((int) length));
        }
    }

    /** What most changes name, which nobody keeps. */
    private final int[] one = new int[1];

    private int[] dependencies(int place) {
        int count = dependencyCount.nextBounded(place);
        if (links + count > limit) {
            throw new CrdtException("more dependencies than the bytes can mean");
        }
        int[] places = count == 1 ? one : new int[count];
        for (int i = 0; i < count; i++) {
            if (!dependency.next()) {
                throw new CrdtException("it lacks a dependency");
            }
            places[i] = dependency.bounded(place - 1);
            builtOn.set(places[i]);
        }
        requireDifferent(places);
        int kept = Dependencies.links(place, places);
        links += kept;
        budget.addChange(kept);
        return places;
    }

    private static void requireDifferent(int[] places) {
        int[] sorted = places.length < 2 ? places : places.clone();
        Arrays.sort(sorted);
        for (int i = 1; i < sorted.length; i++) {
            if (sorted[i - 1] == sorted[i]) {
                throw new CrdtException("it names a dependency twice");
            }
        }
    }

    boolean hasExtra() {
        return hasExtra;
    }

    /** The changes nothing is built on, ascending. */
    int[] leaves() {
        int count = history.count() - builtOn.cardinality();
        int[] leaves = new int[Math.max(0, count)];
        int found = 0;
        for (int place = builtOn.nextClearBit(0);
                place < history.count() && found < count;
                place = builtOn.nextClearBit(place + 1)) {
            leaves[found++] = place;
        }
        return Arrays.copyOf(leaves, found);
    }
}

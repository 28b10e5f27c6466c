package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Chunk;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Inflation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/** The engine in plain Java: needs nothing but a Java platform, version 17 or newer. */
public final class JavaEngine implements CrdtEngine {
    /** Most saved documents that are read one after the other, as one; each costs a loading. */
    private static final int MAX_DOCUMENTS = 16;

    private final Limits limits;

    /** An engine with the usual limits. */
    public JavaEngine() {
        this(Limits.USUAL);
    }

    /** An engine with limits of its own. */
    public JavaEngine(Limits limits) {
        this.limits = limits;
    }

    @Override
    public JavaDocument create(ActorId actor, Change skeleton) {
        JavaDocument document = new JavaDocument(actor, new State(limits), limits);
        document.apply(List.of(skeleton));
        if (!document.missing().isEmpty()) {
            throw new CrdtException("a skeleton that builds on other changes");
        }
        return document;
    }

    /** A saved document among the bytes. */
    private record Saved(Chunk chunk, byte[] whole) {}

    @Override
    public JavaDocument load(ActorId actor, byte[] bytes) {
        List<Saved> documents = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        Inflation inflation = Inflation.ofDocument(limits.decodedBytes(), limits.waitingBytes());
        Chunk.each(
                bytes,
                (chunk, whole) -> {
                    if (chunk.type() == Chunk.DOCUMENT) {
                        chunk.requireDocument();
                        documents.add(new Saved(chunk, whole));
                        requireFew(documents.size());
                    } else {
                        changes.add(inflation.change(chunk, whole));
                    }
                });
        if (documents.isEmpty() && changes.isEmpty()) {
            throw new CrdtException("no document in " + bytes.length + " bytes");
        }
        State state = new State(limits);
        if (!documents.isEmpty()) {
            load(state, documents, new Further(state, changes, inflation));
        }
        JavaDocument document = new JavaDocument(actor, state, limits);
        document.restore(changes);
        return document;
    }

    /** Loads the largest document, which most likely has all that the others have. */
    private static void load(State state, List<Saved> documents, Further further) {
        Saved largest =
                Collections.max(documents, Comparator.comparingInt(saved -> saved.whole().length));
        for (int number = 0; number <= documents.size(); number++) {
            Saved saved = number == 0 ? largest : documents.get(number - 1);
            try {
                if (number == 0) {
                    state.load(saved.whole(), saved.chunk().body());
                } else if (!saved.equals(largest)) {
                    further.take(saved);
                }
            } catch (CrdtException e) {
                int place = documents.indexOf(saved) + 1;
                throw documents.size() == 1 ? e : e.in("saved document " + place);
            }
        }
    }

    private static void requireFew(int documents) {
        if (documents > MAX_DOCUMENTS) {
            throw new CrdtException("more than " + MAX_DOCUMENTS + " saved documents");
        }
    }

    /** The changes of further saved documents, which are merged into the first one. */
    private final class Further {
        /** So many bytes those that are new may have written out, whatever they come from. */
        private static final long FREE_BYTES = 16L << 20;

        private static final int BYTES_FOR_A_BYTE = 24;

        private final State first;
        private final List<Change> changes;
        private final Inflation inflation;
        private long room = FREE_BYTES;

        /** What one document may have for nothing is for all of them. */
        private int freeRows = limits.freeRows();

        Further(State first, List<Change> changes, Inflation inflation) {
            this.first = first;
            this.changes = changes;
            this.inflation = inflation;
        }

        void take(Saved saved) {
            byte[] body = saved.chunk().body();
            if (DocumentLoader.heads(body).stream().allMatch(head -> first.find(head) >= 0)) {
                return;
            }
            State state = new State(limits.withFreeRows(freeRows));
            state.load(saved.whole(), body);
            freeRows = Math.max(0, freeRows - state.budget().freeRowsUsed());
            room += BYTES_FOR_A_BYTE * state.budget().knownBytes();
            state.rebuild(place -> true, this::add);
        }

        private void add(Change change) {
            if (first.find(change.hash()) >= 0) {
                return;
            }
            room -= change.decodedBytes();
            if (room < 0) {
                throw new CrdtException("more changes than the bytes can mean");
            }
            inflation.add(change);
            changes.add(change);
        }
    }

    @Override
    public String name() {
        return "java";
    }
}

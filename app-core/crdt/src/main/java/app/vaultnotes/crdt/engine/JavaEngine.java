package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.Chunk;
import app.vaultnotes.crdt.CrdtEngine;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Inflation;
import java.util.ArrayList;
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

    @Override
    public JavaDocument load(ActorId actor, byte[] bytes) {
        State state = new State(limits);
        List<Change> changes = new ArrayList<>();
        Inflation inflation = new Inflation(limits.decodedBytes());
        Further further = new Further(changes, inflation);
        int[] documents = {0};
        Chunk.each(
                bytes,
                (chunk, whole) -> {
                    if (chunk.type() != Chunk.DOCUMENT) {
                        changes.add(inflation.change(chunk, whole));
                    } else if (documents[0]++ == 0) {
                        chunk.requireDocument();
                        state.load(whole, chunk.body());
                    } else {
                        requireFew(documents[0]);
                        further.take(chunk, whole);
                    }
                });
        if (documents[0] == 0 && changes.isEmpty()) {
            throw new CrdtException("no document in " + bytes.length + " bytes");
        }
        JavaDocument document = new JavaDocument(actor, state, limits);
        document.restore(changes);
        return document;
    }

    private static void requireFew(int documents) {
        if (documents > MAX_DOCUMENTS) {
            throw new CrdtException("more than " + MAX_DOCUMENTS + " saved documents");
        }
    }

    /** The changes of further saved documents, which are merged into the first one. */
    private final class Further {
        /** So many bytes all of their changes may have written out, whatever they come from. */
        private static final long FREE_BYTES = 2L << 20;

        private static final int BYTES_FOR_A_BYTE = 24;

        private final List<Change> changes;
        private final Inflation inflation;
        private long room = FREE_BYTES;

        Further(List<Change> changes, Inflation inflation) {
            this.changes = changes;
            this.inflation = inflation;
        }

        void take(Chunk chunk, byte[] whole) {
            chunk.requireDocument();
            State state = new State(limits.share(MAX_DOCUMENTS));
            state.load(whole, chunk.body());
            room += BYTES_FOR_A_BYTE * state.budget().decodedBytes();
            state.rebuild(place -> true, this::add);
        }

        private void add(Change change) {
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

package app.vaultnotes.crdt;

import app.vaultnotes.crdt.engine.JavaDocument;
import app.vaultnotes.crdt.engine.JavaEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A document as a vault keeps it: what it began with, or a snapshot, and the changes since. */
final class StoredCopy {
    private final JavaEngine engine;
    private final ActorId actor;
    private byte[] base;
    private final List<Change> rows = new ArrayList<>();
    private JavaDocument document;

    StoredCopy(JavaEngine engine, ActorId actor, Change skeleton) {
        this.engine = engine;
        this.actor = actor;
        this.base = skeleton.toByteArray();
        this.document = engine.create(actor, skeleton);
    }

    JavaDocument document() {
        return document;
    }

    /** What an engine makes of what is stored. */
    JavaDocument again() {
        return engine.load(actor, stored());
    }

    /** What an engine makes of what the document in memory saves. */
    JavaDocument saved() {
        return engine.load(actor, document.save());
    }

    private byte[] stored() {
        byte[][] parts = new byte[rows.size() + 1][];
        parts[0] = base;
        for (int i = 0; i < rows.size(); i++) {
            parts[i + 1] = rows.get(i).toByteArray();
        }
        return EngineFixture.joined(parts);
    }

    /** What is in memory goes on with what the store has by now. */
    void compact() {
        base = again().save();
        rows.clear();
        document = engine.load(actor, base);
    }

    /** Stores what the document itself made. */
    void made(List<Change> changes) {
        rows.addAll(changes);
    }

    /**
     * Takes changes in, and stores those that the document has or keeps for later.
     *
     * @return whether that is all of them
     * @throws CrdtException when they are refused
     */
    boolean take(List<Change> came) {
        byte[] before = changes();
        document.apply(came);
        Set<Change> held = new HashSet<>(document.changesSince(Heads.NONE));
        held.addAll(document.waiting());
        if (document.outgrown()) {
            base = before;
            rows.clear();
        }
        came.stream().filter(held::contains).forEach(rows::add);
        return held.containsAll(came);
    }

    /** All of it, change by change. */
    byte[] changes() {
        List<Change> all = new ArrayList<>(document.changesSince(Heads.NONE));
        all.addAll(document.waiting());
        return EngineFixture.joined(all.stream().map(Change::toByteArray).toArray(byte[][]::new));
    }
}

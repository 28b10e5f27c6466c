package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ByteReader;
import app.vaultnotes.crdt.CrdtException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fills an empty sequence with the elements of a saved document, in their order. */
final class SequenceLoader {
    private final Store store;
    private final SequenceState sequence;
    private final List<Slot> slots = new ArrayList<>();
    private final InsertionOrder order;

    /** The run under way; not in the tree yet. */
    private @Nullable Run last;

    /** A character that was edited, so that it is in the tree already. */
    private @Nullable Run slotted;

    /** The characters of the run under way follow each other. */
    private boolean roomMade;

    private final int expectedUnits;

    SequenceLoader(Store store, SequenceState sequence, int expectedUnits) {
        this.store = store;
        this.sequence = sequence;
        this.expectedUnits = expectedUnits;
        this.order = new InsertionOrder(store.actors);
    }

    boolean isText() {
        return sequence.isText;
    }

    /** Adds a plain character; answers whether it begins a run. */
    boolean character(long id, long behind, int character, long[] removers, int removerCount) {
        if (removerCount > Run.MOST_TRACKS) {
            Op op = SequenceState.plain(id, character);
            for (int i = 0; i < removerCount; i++) {
                op.addSuccessor(removers[i]);
            }
            insert(op, behind);
            return true;
        }
        if (!roomMade) {
            sequence.expect(expectedUnits);
            roomMade = true;
        }
        int start = sequence.store(character);
        int unit = Character.charCount(character);
        Run run = last;
        if (run != null
                && removerCount == 0
                && !run.isRemoved()
                && run.slot == null
                && run.unit == unit
                && behind == run.lastId()
                && id == Ids.plus(behind, 1)) {
            run.length++;
            run.width += unit;
            return false;
        }
        Run next = new Run(Ids.actor(id), Ids.counter(id), 1, behind, start, unit, null);
        for (int i = 0; i < removerCount; i++) {
            next.addTrack(Ids.actor(removers[i]), Ids.counter(removers[i]), 1);
            next.width = 0;
        }
        if (run != null && run.continuedBy(next)) {
            run.absorb(next);
            return false;
        }
        begin(next, behind);
        return true;
    }

    /** Adds ASCII characters that go on with the run under way. */
    void characters(ByteReader in, int count) {
        Run run = last;
        if (run == null) {
            throw new IllegalStateException("no run to go on with");
        }
        for (int i = 0; i < count; i++) {
            int character = in.unsignedByte();
            if (character > 0x7f) {
                throw new CrdtException("string that is not UTF-8 before byte " + in.position());
            }
            sequence.store(character);
        }
        run.length += count;
        run.width += count;
    }

    private void begin(Run next, long behind) {
        flush();
        order.begin(next.firstId(), behind);
        slotted = null;
        last = next;
    }

    private void flush() {
        Run run = last;
        if (run == null) {
            return;
        }
        if (sequence.index.find(run.firstId()) != null) {
            throw new CrdtException("element " + run.counter + " stands in two places");
        }
        order.end(run.length);
        sequence.tree.append(run);
        sequence.index.add(run);
        last = null;
    }

    /** Adds an element that is no plain character. */
    void insert(Op op, long behind) {
        Slot slot = new Slot(op);
        Run run = new Run(Ids.actor(op.id), Ids.counter(op.id), 1, behind, 0, 0, slot);
        begin(run, behind);
        slots.add(slot);
    }

    /** Adds an operation on the element that was added last. */
    void follow(Op op, long element) {
        Slot slot = slotOf(element);
        if (slot == null || store.actors.compare(slot.last().id, op.id) >= 0) {
            throw new CrdtException("it is out of order");
        }
        slot.add(store.actors, op);
    }

    private @Nullable Slot slotOf(long element) {
        Run run = last == null ? slotted : last;
        if (run == null || run.lastId() != element) {
            throw new CrdtException("an edit of an element that does not stand before it");
        }
        if (run.slot == null) {
            flush();
            run = sequence.withSlot(run, run.length - 1);
            slotted = run;
            Slot slot = run.slot;
            if (slot != null) {
                slots.add(slot);
            }
        }
        return run.slot;
    }

    void end() {
        flush();
        if (sequence.index.overlapping() != null) {
            throw new CrdtException("an element stands in two places");
        }
        for (Slot slot : slots) {
            slot.settle(store.actors);
        }
        sequence.tree.forEach(run -> {
            Slot slot = run.slot;
            int width = slot == null ? run.width : sequence.widthOf(slot);
            if (width != run.width) {
                sequence.tree.widen(run, width - run.width);
            }
        });
        sequence.trim();
    }
}

package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.Operation.Action;
import app.vaultnotes.crdt.Value;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A text or list: its runs in order, an index of them by name, and the characters. */
final class SequenceState extends ObjectState {

    /** What stands for something in a text that is no text. */
    static final String PLACEHOLDER = "\ufffc";

    private static final int STRING_KIND = 6;

    final boolean isText;
    final RunTree tree = new RunTree();
    final RunIndex index = new RunIndex();
    private char[] chars = new char[0];
    private int charCount;

    /** The run and the element in it that was searched for last; no run: before all. */
    private @Nullable Run place;

    private int placeAt;

    SequenceState(long id, boolean isText) {
        super(id);
        this.isText = isText;
    }

    char[] chars() {
        return chars;
    }

    int charCount() {
        return charCount;
    }

    /** Units that are visible: UTF-16 units of a text, elements of a list. */
    int length() {
        return tree.width();
    }

    private int store(String text, int from, int to) {
        room(to - from);
        text.getChars(from, to, chars, charCount);
        charCount += to - from;
        return charCount - (to - from);
    }

    private void room(int more) {
        if (charCount + more > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(charCount + more, charCount + charCount / 2));
        }
    }

    /** Stores a character behind all others; says where. */
    int store(int codePoint) {
        room(2);
        int start = charCount;
        if (codePoint < Character.MIN_SUPPLEMENTARY_CODE_POINT) {
            chars[charCount++] = (char) codePoint;
            return start;
        }
        charCount += Character.toChars(codePoint, chars, charCount);
        return start;
    }

    /** Makes room for so many UTF-16 units at once. */
    void expect(int units) {
        chars = Arrays.copyOf(chars, charCount + units);
    }

    /** Gives room back that is not needed. */
    void trim() {
        chars = Arrays.copyOf(chars, charCount);
    }

    /** Refuses an offset outside, or inside of a character. */
    void requireBoundary(int offset) {
        if (offset < 0 || offset > length()) {
            throw new IllegalArgumentException("offset " + offset + " of " + length());
        }
        if (offset < length()) {
            Run run = tree.at(offset);
            int unit = run.slot == null ? run.unit : run.width;
            if (tree.within() % unit != 0) {
                throw new IllegalArgumentException("offset " + offset + " splits a character");
            }
        }
    }

    // Own edits: their names are higher than all others, so they stand right where they are put.

    /** Inserts text at a boundary; the first character is named {@code id}. */
    void insertText(int offset, String text, long id, Consumer<Piece> made) {
        findAnchor(offset);
        long next = id;
        int from = 0;
        while (from < text.length()) {
            int unit = Character.isSurrogate(text.charAt(from)) ? 2 : 1;
            int to = from + unit;
            while (to < text.length() && Character.isSurrogate(text.charAt(to)) == (unit == 2)) {
                to += unit;
            }
            int count = (to - from) / unit;
            long behind = placeId();
            int start = store(text, from, to);
            made.accept(Piece.insert(this, next, count, behind, start, unit));
            insertAtPlace(
                    new Run(Ids.actor(next), Ids.counter(next), count, behind, start, unit, null));
            next = Ids.plus(next, count);
            from = to;
        }
    }

    /** Inserts something that is no plain character at a boundary. */
    void insertOp(int offset, Op op, Consumer<Piece> made) {
        findAnchor(offset);
        long behind = placeId();
        made.accept(Piece.onElement(this, behind, true, op.id, op, Piece.NO_IDS));
        insertAtPlace(runOf(op, behind));
    }

    private Run runOf(Op op, long behind) {
        Slot slot = new Slot(op);
        Run run = new Run(Ids.actor(op.id), Ids.counter(op.id), 1, behind, charCount, 0, slot);
        run.width = widthOf(slot);
        return run;
    }

    private long placeId() {
        Run run = place;
        return run == null ? Ids.NONE : Ids.plus(run.firstId(), placeAt);
    }

    /** Finds what an own insertion stands behind: mostly the visible character before. */
    private void findAnchor(int offset) {
        place = null;
        if (offset > 0) {
            Run run = tree.at(offset - 1);
            place = run;
            placeAt = run.slot == null ? tree.within() / run.unit : 0;
        }
        if (tree.anchors() > 0) {
            passMarks();
        }
    }

    /** Goes on behind edges of marks that grow over what is typed at their outer side. */
    private void passMarks() {
        Run from = place;
        if (from != null && placeAt < from.length - 1) {
            return;
        }
        Run outside = MarkEdges.lastOutside(tree, from);
        if (outside != null) {
            place = outside;
            placeAt = 0;
        }
    }

    /** Inserts a run behind the place and moves the place to its end. */
    private void insertAtPlace(Run run) {
        Run before = place;
        if (before != null && placeAt == before.length - 1 && before.continuedBy(run)) {
            before.absorb(run);
            tree.widen(before, run.width);
            placeAt = before.length - 1;
            return;
        }
        if (before != null && placeAt < before.length - 1) {
            split(before, placeAt + 1);
        }
        tree.insertAfter(before, run);
        index.add(run);
        place = run;
        placeAt = run.length - 1;
    }

    private Run split(Run run, int at) {
        Run rest = run.cut(at);
        if (rest.width > 0) {
            tree.widen(run, -rest.width);
        }
        tree.insertAfter(run, rest);
        index.add(rest);
        return rest;
    }

    /** Makes a run of so many elements of a run. */
    private Run isolate(Run run, int at, int count) {
        Run piece = at > 0 ? split(run, at) : run;
        if (count < piece.length) {
            split(piece, count);
        }
        return piece;
    }

    private void join(Run run) {
        Run piece = run;
        Run before = tree.previous(piece);
        if (before != null && before.continuedBy(piece)) {
            merge(before, piece);
            piece = before;
        }
        Run next = tree.next(piece);
        if (next != null && piece.continuedBy(next)) {
            merge(piece, next);
        }
    }

    private void merge(Run run, Run next) {
        int width = next.width;
        tree.remove(next);
        index.remove(next);
        run.absorb(next);
        if (width > 0) {
            tree.widen(run, width);
        }
    }

    /** Removes units between two boundaries; answers how many operations that took. */
    int remove(int start, int units, long id, Consumer<Piece> made) {
        long next = id;
        int left = units;
        while (left > 0) {
            Run run = tree.at(start);
            if (run.slot != null) {
                left -= run.width;
                removeSlot(run, run.slot, next, made);
                next = Ids.plus(next, 1);
                continue;
            }
            int at = tree.within() / run.unit;
            int count = Math.min(run.length - at, left / run.unit);
            Run piece = isolate(run, at, count);
            made.accept(Piece.remove(this, next, count, piece.firstId(), 1));
            left -= piece.width;
            piece.addTrack(Ids.actor(next), Ids.counter(next), 1);
            tree.widen(piece, -piece.width);
            join(piece);
            next = Ids.plus(next, count);
        }
        return Ids.counter(next) - Ids.counter(id);
    }

    private void removeSlot(Run run, Slot slot, long id, Consumer<Piece> made) {
        List<Op> visible = slot.visible();
        made.accept(
                Piece.onElement(
                        this,
                        run.firstId(),
                        false,
                        id,
                        null,
                        visible.stream().mapToLong(op -> op.id).toArray()));
        visible.forEach(op -> slot.follow(op, id, null));
        refresh(run, slot);
    }

    private void refresh(Run run, Slot slot) {
        tree.widen(run, widthOf(slot) - run.width);
        tree.reconsider(run);
    }

    int widthOf(Slot slot) {
        return isText ? shown(slot.winner()).length() : slot.winner() == null ? 0 : 1;
    }

    /** What a text shows of an operation. */
    static String shown(@Nullable Op op) {
        if (op == null) {
            return "";
        }
        return op.action == Action.SET && op.value instanceof Value.Str text
                ? text.value()
                : PLACEHOLDER;
    }

    /** Overwrites the element at an offset with an operation on it. */
    void overwrite(Actors actors, int offset, Op op, Consumer<Piece> made) {
        Run run = slotted(tree.at(offset), tree.within());
        Slot slot = slot(run);
        List<Op> visible = slot.visible();
        long[] predecessors = visible.stream().mapToLong(o -> o.id).toArray();
        made.accept(Piece.onElement(this, run.firstId(), false, op.id, op, predecessors));
        Op increment = op.action == Action.INCREMENT ? op : null;
        slot.add(actors, op);
        visible.forEach(o -> slot.follow(o, op.id, increment));
        refresh(run, slot);
    }

    /** What is seen of an element that has operations of its own. */
    @Nullable Op winnerAt(int offset) {
        Slot slot = tree.at(offset).slot;
        return slot == null ? null : slot.winner();
    }

    /** Whether one of the values of an element is a counter. */
    boolean hasCounterAt(int offset) {
        Slot slot = tree.at(offset).slot;
        return slot != null && slot.visible().stream().anyMatch(Op::isCounter);
    }

    /** The run of one element, with a slot, that has the unit of a run. */
    private Run slotted(Run run, int within) {
        return run.slot != null ? run : withSlot(run, within / run.unit);
    }

    private static Slot slot(Run run) {
        Slot slot = run.slot;
        if (slot == null) {
            throw new IllegalStateException("an element without operations of its own");
        }
        return slot;
    }

    /** Puts a run with a slot in the place of a plain character. */
    Run withSlot(Run run, int at) {
        Run plain = isolate(run, at, 1);
        int character = Character.codePointAt(chars, plain.textStart);
        Op op = plain(plain.firstId(), character);
        for (int t = 0; t < plain.trackCount(); t++) {
            op.addSuccessor(Ids.of(plain.trackActor(t), plain.trackCounter(t, 0)));
            op.overwritten++;
        }
        Slot slot = new Slot(op);
        Run run2 = new Run(plain.actor, plain.counter, 1, plain.reference, charCount, 0, slot);
        run2.width = widthOf(slot);
        tree.insertAfter(plain, run2);
        tree.remove(plain);
        index.replace(plain, run2);
        return run2;
    }

    /** The operation that inserts a plain character. */
    static Op plain(long id, int character) {
        Value.Str text = new Value.Str(Character.toString(character));
        return new Op(id, Action.SET, text, STRING_KIND, null, false);
    }

    // Edits from elsewhere: they name what they stand behind.

    /** The run with an element; refuses a name that no element has. */
    Run require(long element) {
        Run run = index.find(element);
        if (run == null) {
            throw new CrdtException("an element that is not there: " + Ids.counter(element));
        }
        return run;
    }

    /** Inserts a character; says at which offset. */
    int insertCharacter(Actors actors, long id, long behind, String character) {
        findPlace(actors, id, behind);
        int start = store(character, 0, character.length());
        insertAtPlace(
                new Run(
                        Ids.actor(id),
                        Ids.counter(id),
                        1,
                        behind,
                        start,
                        character.length(),
                        null));
        return offsetAfterPlace() - character.length();
    }

    /** Inserts something that is no plain character; says at which offset. */
    int insertElement(Actors actors, Op op, long behind) {
        findPlace(actors, op.id, behind);
        Run run = runOf(op, behind);
        insertAtPlace(run);
        return offsetAfterPlace() - run.width;
    }

    private int offsetAfterPlace() {
        Run run = place;
        if (run == null) {
            return 0;
        }
        return tree.offsetOf(run) + (run.slot == null ? (placeAt + 1) * run.unit : run.width);
    }

    /** Finds the place of a new element: behind all later ones that follow what it names. */
    private void findPlace(Actors actors, long id, long behind) {
        if (index.find(id) != null) {
            throw new CrdtException("a second element of counter " + Ids.counter(id));
        }
        Run before = null;
        if (behind != Ids.NONE) {
            before = require(behind);
            int at = Ids.counter(behind) - before.counter;
            boolean inside = at < before.length - 1;
            if (inside && actors.compare(Ids.plus(before.firstId(), at + 1), id) < 0) {
                place = before;
                placeAt = at;
                return;
            }
        }
        Run stop = tree.following(before, new Below(actors, id));
        Run last = stop == null ? tree.last() : tree.previous(stop);
        place = last;
        placeAt = last == null ? 0 : last.length - 1;
    }

    /** Looks for a run that begins with an older element. */
    private record Below(Actors actors, long id) implements RunTree.Sought {
        @Override
        public boolean mayBeIn(RunTree.Node node) {
            return actors.compare(node.low, id) < 0;
        }

        @Override
        public boolean is(Run run) {
            return actors.compare(run.firstId(), id) < 0;
        }
    }

    /** Removes a plain character from elsewhere. */
    void removeCharacter(Run run, int at, long id, Edits edits) {
        boolean visible = !run.isRemoved();
        int offset = visible ? tree.offsetOf(run) + at * run.unit : 0;
        if (run.trackCount() == Run.MOST_TRACKS) {
            Slot slot = slot(withSlot(run, at));
            slot.follow(slot.first(), id, null);
            return;
        }
        Run piece = isolate(run, at, 1);
        piece.addTrack(Ids.actor(id), Ids.counter(id), 1);
        if (visible) {
            tree.widen(piece, -piece.unit);
            edits.replaced(this, offset, piece.unit, "");
        }
        join(piece);
    }

    /** Notes that what a slot shows has changed from elsewhere. */
    void changed(Run run, Slot slot, String before, Edits edits) {
        int offset = tree.offsetOf(run);
        int old = run.width;
        refresh(run, slot);
        String now = isText ? shown(slot.winner()) : "";
        if (isText && !now.equals(before)) {
            edits.replaced(this, offset, old, now);
        }
    }
}

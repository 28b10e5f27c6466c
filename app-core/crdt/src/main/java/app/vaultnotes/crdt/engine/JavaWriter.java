package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.ByteWriter;
import app.vaultnotes.crdt.Change;
import app.vaultnotes.crdt.ChangeWriter;
import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Operation.Action;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Texts;
import app.vaultnotes.crdt.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The edits of one change: what the port asks for, and increments of counters. */
public final class JavaWriter implements CrdtWriter {
    private static final int INT_KIND = 4;

    private final Store store;
    private final State state;
    private final ActorId actor;
    private final Thread thread = Thread.currentThread();
    private final List<Piece> pieces = new ArrayList<>(4);
    private int author = -1;
    private long startOp;
    private boolean done;

    JavaWriter(State state, ActorId actor) {
        this.state = state;
        this.store = state.store;
        this.actor = actor;
    }

    /** Ends the time in which edits are taken. */
    void close() {
        done = true;
    }

    /** Makes the change; empty when nothing was edited. */
    Optional<Change> commit(long time, String message) {
        if (pieces.isEmpty()) {
            return Optional.empty();
        }
        History history = state.history;
        ChangeWriter.Header header =
                new ChangeWriter.Header(
                        history.newest(),
                        actor,
                        history.sequence(author) + 1L,
                        startOp,
                        time,
                        message);
        return Optional.of(state.commit(header, author, pieces));
    }

    private void requireOpen() {
        if (done || Thread.currentThread() != thread) {
            throw new IllegalStateException("the change is over, or another thread's");
        }
    }

    /** Names the next operations. */
    private long next(int count) {
        if (store.lastCounter > OpId.MAX_COUNTER - count - 1) {
            throw new IllegalArgumentException("the document has no room for more edits");
        }
        if (author < 0) {
            author = store.actors.add(actor);
            startOp = store.lastCounter + 1L;
        }
        long id = Ids.of(author, store.lastCounter + 1);
        store.lastCounter += count;
        return id;
    }

    private ObjectState object(Path path) {
        requireOpen();
        ObjectState object = store.find(path.keys(), Clock.NOW);
        if (object == null) {
            throw new IllegalArgumentException("nothing to edit at " + path);
        }
        return object;
    }

    private MapState mapOf(Path path) {
        requireOpen();
        if (store.find(path.parent().keys(), Clock.NOW) instanceof MapState map) {
            Texts.requireKey(path.lastKey());
            return map;
        }
        throw new IllegalArgumentException("there is no map at " + path.parent());
    }

    private SequenceState sequence(Path path, boolean text) {
        if (object(path) instanceof SequenceState sequence && sequence.isText == text) {
            return sequence;
        }
        throw new IllegalArgumentException(
                "there is no " + (text ? "text" : "list") + " at " + path);
    }

    private static void requireWritable(Value value) {
        if (value instanceof Value.Str text) {
            Texts.requireWellFormed(text.value());
        } else if (value instanceof Value.MapObject
                || value instanceof Value.TextObject
                || value instanceof Value.ListObject
                || (value instanceof Value.Uint number && number.value() < 0)) {
            throw new IllegalArgumentException(value + " cannot be written as a value");
        }
    }

    private static Op set(long id, Value value) {
        return new Op(id, Action.SET, value, new ByteWriter(16).value(value), null, false);
    }

    private static Op make(long id, Action action) {
        return new Op(id, action, new Value.Null(), 0, null, false);
    }

    @Override
    public void put(Path path, Value value) {
        requireWritable(value);
        MapState map = mapOf(path);
        Slot slot = map.slot(path.lastKey());
        Op winner = slot == null ? null : slot.winner();
        if (winner == null || !winner.shown(winner.added).equals(value)) {
            write(map, path.lastKey(), set(next(1), value));
        }
    }

    private void write(MapState map, String key, Op op) {
        Slot slot = map.slot(key);
        List<Op> visible = slot == null ? List.of() : slot.visible();
        map.add(store.actors, key, op);
        store.register(op);
        follow(slot, visible, op.id, op.action == Action.INCREMENT ? op : null);
        pieces.add(Piece.onKey(map, key, op.id, op, ids(visible)));
    }

    private void follow(@Nullable Slot slot, List<Op> visible, long id, @Nullable Op increment) {
        if (slot != null) {
            visible.forEach(older -> slot.follow(older, id, increment));
        }
    }

    private static long[] ids(List<Op> ops) {
        long[] ids = new long[ops.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = ops.get(i).id;
        }
        return ids;
    }

    @Override
    public void delete(Path path) {
        requireOpen();
        if (!(store.find(path.parent().keys(), Clock.NOW) instanceof MapState map)) {
            return;
        }
        Slot slot = map.slot(path.lastKey());
        if (slot != null && slot.winner() != null) {
            Texts.requireKey(path.lastKey());
            List<Op> visible = slot.visible();
            long id = next(1);
            follow(slot, visible, id, null);
            pieces.add(Piece.onKey(map, path.lastKey(), id, null, ids(visible)));
        }
    }

    @Override
    public void makeMap(Path path) {
        make(path, Action.MAKE_MAP);
    }

    @Override
    public void makeText(Path path) {
        make(path, Action.MAKE_TEXT);
    }

    @Override
    public void makeList(Path path) {
        make(path, Action.MAKE_LIST);
    }

    private void make(Path path, Action action) {
        MapState map = mapOf(path);
        write(map, path.lastKey(), make(next(1), action));
    }

    /** Adds to the counter at a path. */
    public void increment(Path path, long by) {
        MapState map = mapOf(path);
        Slot slot = map.slot(path.lastKey());
        if (slot == null || slot.visible().stream().noneMatch(Op::isCounter)) {
            throw new IllegalArgumentException("there is no counter at " + path);
        }
        write(map, path.lastKey(), increment(next(1), by));
    }

    private static Op increment(long id, long by) {
        return new Op(id, Action.INCREMENT, new Value.Int(by), INT_KIND, null, false);
    }

    @Override
    public void splice(Path text, int start, int deleted, String inserted) {
        Texts.requireWellFormed(inserted);
        SequenceState sequence = sequence(text, true);
        requireRange(sequence, start, deleted);
        if (inserted.length() > Texts.MAX_LENGTH - sequence.charCount()) {
            throw new IllegalArgumentException("a text of more than " + Texts.MAX_LENGTH);
        }
        if (deleted > 0) {
            remove(sequence, start, deleted);
        }
        if (!inserted.isEmpty()) {
            long id = next(inserted.codePointCount(0, inserted.length()));
            sequence.insertText(start, inserted, id, pieces::add);
        }
    }

    private static void requireRange(SequenceState sequence, int start, int deleted) {
        if (start < 0 || deleted < 0 || start > sequence.length() - deleted) {
            throw new IllegalArgumentException(
                    deleted + " units from " + start + " of " + sequence.length());
        }
        sequence.requireBoundary(start);
        sequence.requireBoundary(start + deleted);
    }

    private void remove(SequenceState sequence, int start, int units) {
        long id = next(0);
        store.lastCounter += sequence.remove(start, units, id, pieces::add);
    }

    @Override
    public void mark(Path text, Mark mark, Mark.Expand expand) {
        requireWritable(mark.value());
        edges(text, mark.start(), mark.end(), mark.name(), mark.value(), expand);
    }

    @Override
    public void unmark(Path text, int start, int end, String name, Mark.Expand expand) {
        if (end <= start) {
            throw new IllegalArgumentException("a mark must cover text: " + start + ".." + end);
        }
        edges(text, start, end, name, new Value.Null(), expand);
    }

    private void edges(
            Path text, int start, int end, String name, Value value, Mark.Expand expand) {
        Texts.requireWellFormed(name);
        SequenceState sequence = sequence(text, true);
        requireRange(sequence, start, end - start);
        boolean before = expand == Mark.Expand.BEFORE || expand == Mark.Expand.BOTH;
        boolean after = expand == Mark.Expand.AFTER || expand == Mark.Expand.BOTH;
        int kind = new ByteWriter(16).value(value);
        long id = next(2);
        Op begin = new Op(id, Action.MARK, value, kind, name, before);
        Op finish = new Op(Ids.plus(id, 1), Action.MARK, new Value.Null(), 0, null, after);
        sequence.insertOp(start, begin, pieces::add);
        sequence.insertOp(end, finish, pieces::add);
    }

    @Override
    public void insert(Path list, int index, Value value) {
        requireWritable(value);
        SequenceState sequence = sequence(list, false);
        requireRange(sequence, index, 0);
        sequence.insertOp(index, set(next(1), value), pieces::add);
    }

    @Override
    public void set(Path list, int index, Value value) {
        requireWritable(value);
        SequenceState sequence = sequence(list, false);
        requireRange(sequence, index, 1);
        Op winner = sequence.winnerAt(index);
        if (winner == null || !winner.shown(winner.added).equals(value)) {
            sequence.overwrite(store.actors, index, set(next(1), value), pieces::add);
        }
    }

    @Override
    public void remove(Path list, int index, int count) {
        SequenceState sequence = sequence(list, false);
        requireRange(sequence, index, count);
        if (count > 0) {
            remove(sequence, index, count);
        }
    }

    /** Adds to the counter that is an element of a list. */
    public void increment(Path list, int index, long by) {
        SequenceState sequence = sequence(list, false);
        requireRange(sequence, index, 1);
        if (!sequence.hasCounterAt(index)) {
            throw new IllegalArgumentException("there is no counter at " + index + " of " + list);
        }
        sequence.overwrite(store.actors, index, increment(next(1), by), pieces::add);
    }
}

package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.automerge.ExpandMark;
import org.automerge.NewValue;
import org.automerge.ObjectId;
import org.automerge.ObjectType;
import org.automerge.Read;
import org.automerge.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * The edits of one change. The transaction is opened by the first edit that does something, so that
 * an empty one is never committed.
 */
final class AutomergeWriter implements CrdtWriter {

    private final AutomergeDocument owner;
    private @Nullable Transaction transaction;
    private final Thread thread = Thread.currentThread();
    private boolean done;

    AutomergeWriter(AutomergeDocument owner) {
        this.owner = owner;
    }

    /**
     * Ends the change, also one that failed: a document with an open transaction cannot be freed.
     *
     * @return whether anything was edited
     */
    boolean commit() {
        done = true;
        Transaction open = transaction;
        return open != null && open.commit().isPresent();
    }

    private Read reading() {
        if (done || Thread.currentThread() != thread) {
            throw new IllegalStateException("the change is over, or another thread's");
        }
        Transaction open = transaction;
        return open == null ? owner.document() : open;
    }

    private Transaction writing() {
        reading();
        Transaction open = transaction;
        if (open == null) {
            open = owner.document().startTransaction();
            transaction = open;
        }
        return open;
    }

    @Override
    public void put(Path path, Value value) {
        String key = path.lastKey();
        Keys.requireReachable(key);
        ObjectId map = owner.objects().mapOf(reading(), path);
        Optional<Value> before = owner.objects().value(reading(), path, Optional.empty());
        if (before.equals(Optional.of(value))) {
            return; // the engine makes nothing of it either, and must not commit nothing
        }
        write(value, n -> writing().set(map, key, n), v -> writing().set(map, key, v));
        replaced(path, before);
    }

    /**
     * Writes a value once it is known to be one. Of whole numbers {@link NewValue} would make
     * floating-point ones.
     */
    private static void write(Value value, IntConsumer whole, Consumer<NewValue> other) {
        if (value instanceof Value.Int number) {
            whole.accept(Values.narrow(number));
        } else {
            other.accept(Values.newValue(value));
        }
    }

    private void replaced(Path path, Optional<Value> before) {
        boolean object = before.filter(AutomergeWriter::isObject).isPresent();
        if (object) {
            replaced(path);
        }
    }

    private static boolean isObject(Value value) {
        return value instanceof Value.MapObject
                || value instanceof Value.TextObject
                || value instanceof Value.ListObject;
    }

    private void replaced(Path path) {
        owner.objects().forget();
        owner.texts().replaced(path);
    }

    @Override
    public void delete(Path path) {
        Optional<Value> before = owner.objects().value(reading(), path, Optional.empty());
        if (before.isPresent()) {
            Keys.requireReachable(path.lastKey());
            writing().delete(owner.objects().mapOf(reading(), path), path.lastKey());
            replaced(path, before);
        }
    }

    @Override
    public void makeMap(Path path) {
        make(path, ObjectType.MAP);
    }

    @Override
    public void makeText(Path path) {
        ObjectId id = make(path, ObjectType.TEXT);
        owner.texts().made(path, id);
    }

    @Override
    public void makeList(Path path) {
        make(path, ObjectType.LIST);
    }

    private ObjectId make(Path path, ObjectType type) {
        Keys.requireReachable(path.lastKey());
        ObjectId map = owner.objects().mapOf(reading(), path);
        ObjectId id = writing().set(map, path.lastKey(), type);
        replaced(path);
        return id;
    }

    /** The list at a path, in which there must be so many elements from an index on. */
    private ObjectId list(Path path, int index, int count) {
        ObjectId list = owner.objects().requireList(reading(), path, Optional.empty());
        long length = reading().length(list);
        if (index < 0 || count < 0 || index > length - count) {
            throw new IllegalArgumentException(count + " elements from " + index + " of " + length);
        }
        return list;
    }

    @Override
    public void insert(Path path, int index, Value value) {
        ObjectId list = list(path, index, 0);
        write(value, n -> writing().insert(list, index, n), v -> writing().insert(list, index, v));
    }

    @Override
    public void set(Path path, int index, Value value) {
        ObjectId list = list(path, index, 1);
        if (Objects.items(reading(), list, Optional.empty()).get(index).equals(value)) {
            return; // as with keys of maps
        }
        write(value, n -> writing().set(list, index, n), v -> writing().set(list, index, v));
    }

    @Override
    public void remove(Path path, int index, int count) {
        ObjectId list = list(path, index, count);
        for (int i = 0; i < count; i++) {
            writing().delete(list, index);
        }
    }

    /** The text as it is inside the change. */
    private TextMirror mirror(Path text) {
        return owner.mirror(reading(), text);
    }

    @Override
    public void splice(Path text, int start, int deleted, String inserted) {
        app.vaultnotes.crdt.Texts.requireWellFormed(inserted);
        TextMirror mirror = mirror(text);
        mirror.require(start, deleted, inserted.length());
        int from = mirror.pairs().toCodePoint(start);
        int count = mirror.pairs().toCodePoint(start + deleted) - from;
        if (deleted == 0 && inserted.isEmpty()) {
            return;
        }
        Transaction open = writing();
        open.spliceText(object(open, text), from, count, inserted);
        mirror.splice(start, deleted, inserted);
    }

    private ObjectId object(Transaction open, Path text) {
        return owner.objects().requireText(open, text, Optional.empty());
    }

    @Override
    public void mark(Path text, Mark mark, Mark.Expand expand) {
        TextMirror mirror = mirror(text);
        mirror.requireRange(mark.start(), mark.end());
        int from = mirror.pairs().toCodePoint(mark.start());
        int to = mirror.pairs().toCodePoint(mark.end());
        NewValue value = Values.newValue(mark.value());
        app.vaultnotes.crdt.Texts.requireWellFormed(mark.name());
        Transaction open = writing();
        open.mark(object(open, text), from, to, mark.name(), value, Values.expand(expand));
    }

    @Override
    public void unmark(Path text, int start, int end, String name, Mark.Expand expand) {
        TextMirror mirror = mirror(text);
        app.vaultnotes.crdt.Texts.requireWellFormed(name);
        if (end <= start) {
            throw new IllegalArgumentException("a mark must cover text: " + start + ".." + end);
        }
        mirror.requireRange(start, end);
        ExpandMark translated = Values.expand(expand);
        int from = mirror.pairs().toCodePoint(start);
        int to = mirror.pairs().toCodePoint(end);
        Transaction open = writing();
        open.unmark(object(open, text), name, from, to, translated);
    }
}

package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.CrdtWriter;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import java.util.Optional;
import org.automerge.ExpandMark;
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
        if (open == null) {
            return false;
        }
        open.commit();
        return true;
    }

    private Read reading() {
        if (done) {
            throw new IllegalStateException("the change is over");
        }
        Transaction open = transaction;
        return open == null ? owner.document() : open;
    }

    private Transaction writing() {
        reading();
        Transaction open = transaction;
        if (open == null) {
            open = owner.writable().startTransaction();
            transaction = open;
        }
        return open;
    }

    @Override
    public void put(Path path, Value value) {
        String key = path.lastKey();
        SurrogatePairs.requireWellFormed(key);
        owner.objects().mapOf(reading(), path);
        if (value instanceof Value.Int number) {
            putInt(path, key, number);
        } else if (value instanceof Value.Uint number) {
            Transaction open = writing();
            open.setUint(owner.objects().mapOf(open, path), key, number.value());
        } else {
            org.automerge.NewValue translated = Values.newValue(value);
            Transaction open = writing();
            open.set(owner.objects().mapOf(open, path), key, translated);
        }
        owner.replaced(path);
    }

    /** automerge-java 0.0.7 turns a longer number into a floating-point one without a word. */
    private void putInt(Path path, String key, Value.Int number) {
        if (number.value() != (int) number.value()) {
            throw new IllegalArgumentException(
                    "this engine takes whole numbers of 32 bits, not " + number.value());
        }
        Transaction open = writing();
        open.set(owner.objects().mapOf(open, path), key, (int) number.value());
    }

    @Override
    public void delete(Path path) {
        if (owner.objects().value(reading(), path, Optional.empty()).isPresent()) {
            Transaction open = writing();
            open.delete(owner.objects().mapOf(open, path), path.lastKey());
            owner.replaced(path);
        }
    }

    @Override
    public void makeMap(Path path) {
        make(path, ObjectType.MAP);
    }

    @Override
    public void makeText(Path path) {
        make(path, ObjectType.TEXT);
        owner.mirror(path, new TextMirror(""));
    }

    private void make(Path path, ObjectType type) {
        SurrogatePairs.requireWellFormed(path.lastKey());
        owner.objects().mapOf(reading(), path);
        Transaction open = writing();
        open.set(owner.objects().mapOf(open, path), path.lastKey(), type);
        owner.replaced(path);
    }

    /** The text as it is inside the change. */
    private TextMirror mirror(Path text) {
        TextMirror mirror = owner.mirrored(text);
        if (mirror == null) {
            mirror = new TextMirror(owner.objects().text(reading(), text, Optional.empty()));
            owner.mirror(text, mirror);
        }
        return mirror;
    }

    @Override
    public void splice(Path text, int start, int deleted, String inserted) {
        SurrogatePairs.requireWellFormed(inserted);
        TextMirror mirror = mirror(text);
        if (deleted < 0) {
            throw new IllegalArgumentException("negative length " + deleted);
        }
        mirror.require(start, start + deleted);
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
        return owner.objects().textObject(open, text, Optional.empty());
    }

    @Override
    public void mark(Path text, Mark mark, Mark.Expand expand) {
        TextMirror mirror = mirror(text);
        mirror.require(mark.start(), mark.end());
        int from = mirror.pairs().toCodePoint(mark.start());
        int to = mirror.pairs().toCodePoint(mark.end());
        org.automerge.NewValue value = Values.newValue(mark.value());
        SurrogatePairs.requireWellFormed(mark.name());
        Transaction open = writing();
        open.mark(object(open, text), from, to, mark.name(), value, Values.expand(expand));
    }

    @Override
    public void unmark(Path text, int start, int end, String name, Mark.Expand expand) {
        TextMirror mirror = mirror(text);
        if (end <= start) {
            throw new IllegalArgumentException("a mark must cover text: " + start + ".." + end);
        }
        mirror.require(start, end);
        ExpandMark translated = Values.expand(expand);
        int from = mirror.pairs().toCodePoint(start);
        int to = mirror.pairs().toCodePoint(end);
        Transaction open = writing();
        open.unmark(object(open, text), name, from, to, translated);
    }
}

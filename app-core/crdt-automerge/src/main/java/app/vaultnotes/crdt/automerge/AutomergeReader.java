package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.Written;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.automerge.AmValue;
import org.automerge.ChangeHash;
import org.automerge.Document;
import org.automerge.ObjectId;

/** Reads a document as it is or as it was. */
final class AutomergeReader implements CrdtReader {

    /** Highest counter in a cursor that the engine survives. */
    private static final long MAX_COUNTER = 0xffff_ffffL;

    private final AutomergeDocument owner;
    private final Map<Path, TextMirror> past = new HashMap<>();
    private final Optional<ChangeHash[]> at;

    AutomergeReader(AutomergeDocument owner, Optional<ChangeHash[]> at) {
        this.owner = owner;
        this.at = at;
    }

    @Override
    public Optional<Value> value(Path path) {
        return owner.exclusively(() -> owner.objects().value(owner.document(), path, at));
    }

    @Override
    public SortedSet<String> keys(Path map) {
        return owner.exclusively(() -> owner.objects().keys(owner.document(), map, at));
    }

    @Override
    public List<Value> list(Path list) {
        return owner.exclusively(() -> {
            ObjectId found = owner.objects().requireList(owner.document(), list, at);
            return Objects.items(owner.document(), found, at);
        });
    }

    @Override
    public String text(Path text) {
        return owner.exclusively(() -> mirror(text).toString());
    }

    @Override
    public int length(Path text) {
        return owner.exclusively(() -> mirror(text).length());
    }

    private TextMirror mirror(Path text) {
        if (at.isEmpty()) {
            return owner.mirror(owner.document(), text);
        }
        return past.computeIfAbsent(
                text,
                path -> new TextMirror(Objects.characters(owner.document(), object(path), at)));
    }

    private ObjectId object(Path text) {
        return owner.objects().requireText(owner.document(), text, at);
    }

    @Override
    public List<Mark> marks(Path text) {
        return owner.exclusively(() -> {
            Document document = owner.document();
            ObjectId object = object(text);
            SurrogatePairs pairs = mirror(text).pairs();
            List<org.automerge.Mark> found =
                    at.map(h -> document.marks(object, h)).orElseGet(() -> document.marks(object));
            List<Mark> marks = new ArrayList<>();
            for (org.automerge.Mark mark : found) {
                if (!(mark.getValue() instanceof AmValue.Null) && mark.getStart() < mark.getEnd()) {
                    marks.add(mark(mark, pairs));
                }
            }
            marks.sort(
                    Comparator.comparingInt(Mark::start)
                            .thenComparingInt(Mark::end)
                            .thenComparing(Mark::name));
            return marks;
        });
    }

    private static Mark mark(org.automerge.Mark mark, SurrogatePairs pairs) {
        return new Mark(
                pairs.toOffset(Math.toIntExact(mark.getStart())),
                pairs.toOffset(Math.toIntExact(mark.getEnd())),
                mark.getName(),
                Values.value(mark.getValue()));
    }

    @Override
    public Cursor cursor(Path text, int offset) {
        return owner.exclusively(() -> {
            TextMirror mirror = mirror(text);
            mirror.requireRange(offset, offset);
            if (offset == mirror.length()) {
                return Cursor.END;
            }
            Document document = owner.document();
            ObjectId object = object(text);
            int point = mirror.pairs().toCodePoint(offset);
            return new Cursor(
                    at.map(h -> document.makeCursor(object, point, h))
                            .orElseGet(() -> document.makeCursor(object, point))
                            .toString());
        });
    }

    /** The engine is asked for each character. */
    @Override
    public List<Written> written(Path text) {
        String all = text(text);
        List<Written> written = new ArrayList<>();
        for (int at = 0; at < all.length(); ) {
            int units = Character.charCount(all.codePointAt(at));
            join(written, new Written(cursor(text, at).character().orElseThrow(), 1, units));
            at += units;
        }
        return written;
    }

    private static void join(List<Written> written, Written next) {
        Written last = written.isEmpty() ? next : written.get(written.size() - 1);
        OpId follows = new OpId(last.first().counter() + last.count(), last.first().actor());
        if (follows.equals(next.first()) && last.units() == next.units()) {
            written.set(
                    written.size() - 1, new Written(last.first(), last.count() + 1, last.units()));
        } else {
            written.add(next);
        }
    }

    @Override
    public int offset(Path text, Cursor cursor) {
        return owner.exclusively(() -> {
            TextMirror mirror = mirror(text);
            return cursor.equals(Cursor.END)
                    ? mirror.length()
                    : mirror.pairs().toOffset(codePoint(object(text), cursor));
        });
    }

    private int codePoint(ObjectId object, Cursor cursor) {
        Document document = owner.document();
        if (counter(cursor) > MAX_COUNTER) {
            throw new CrdtException("the text has no place for cursor " + cursor.token());
        }
        try {
            org.automerge.Cursor token = org.automerge.Cursor.fromString(cursor.token());
            return Math.toIntExact(
                    at.map(h -> document.lookupCursorIndex(object, token, h))
                            .orElseGet(() -> document.lookupCursorIndex(object, token)));
        } catch (RuntimeException e) {
            throw new CrdtException("the text has no place for this cursor: " + e.getMessage(), e);
        }
    }

    private static long counter(Cursor cursor) {
        String digits = cursor.token().substring(0, cursor.token().indexOf('@'));
        return digits.length() > 10 ? Long.MAX_VALUE : Long.parseLong(digits);
    }
}

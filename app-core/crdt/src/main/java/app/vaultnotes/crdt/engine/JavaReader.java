package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.CrdtException;
import app.vaultnotes.crdt.CrdtReader;
import app.vaultnotes.crdt.Cursor;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Path;
import app.vaultnotes.crdt.Value;
import app.vaultnotes.crdt.Written;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads a document as it is or as it was. Elements of lists are asked for by index. */
public final class JavaReader implements CrdtReader {
    private final JavaDocument owner;
    private final Optional<Heads> moment;
    private @Nullable State known;
    private Clock clock = Clock.NOW;

    JavaReader(JavaDocument owner, Optional<Heads> moment) {
        this.owner = owner;
        this.moment = moment;
    }

    /** The moment in terms of the document's state. */
    Clock clock() {
        if (moment.isPresent() && known != owner.state()) {
            clock = owner.clock(moment.get());
            known = owner.state();
        }
        return clock;
    }

    private Actors actors() {
        return owner.state().store.actors;
    }

    @Override
    public Optional<Value> value(Path path) {
        return owner.exclusively(() -> {
            if (path.keys().isEmpty()) {
                return Optional.of(new Value.MapObject());
            }
            Slot slot = slot(path);
            Op winner = slot == null ? null : slot.winner(actors(), clock());
            return slot == null || winner == null
                    ? Optional.empty()
                    : Optional.of(slot.value(actors(), winner, clock()));
        });
    }

    /** All values that stand at a path at once, the one that {@link #value} tells last. */
    public List<Value> conflicts(Path path) {
        return owner.exclusively(() -> {
            Slot slot = slot(path);
            return slot == null ? List.of() : values(slot);
        });
    }

    /** All values that are an element of a list at once, the one that {@link #list} tells last. */
    public List<Value> conflicts(Path list, int index) {
        return owner.exclusively(() -> {
            List<Slot> slots = new ArrayList<>();
            requireList(list).elements((slot, winner) -> slots.add(slot));
            return values(slots.get(index));
        });
    }

    private List<Value> values(Slot slot) {
        return slot.visible(actors(), clock()).stream()
                .map(op -> slot.value(actors(), op, clock()))
                .toList();
    }

    private @Nullable Slot slot(Path path) {
        return object(path.parent()) instanceof MapState map ? map.slot(path.lastKey()) : null;
    }

    private @Nullable ObjectState object(Path path) {
        return owner.state().store.find(path.keys(), clock());
    }

    @Override
    public SortedSet<String> keys(Path map) {
        return owner.exclusively(() -> {
            SortedSet<String> keys = new TreeSet<>();
            if (object(map) instanceof MapState found) {
                for (Map.Entry<String, Slot> entry : found.entries()) {
                    if (entry.getValue().winner(actors(), clock()) != null) {
                        keys.add(entry.getKey());
                    }
                }
            }
            return keys;
        });
    }

    /**
     * Everything as plain maps, lists, strings and numbers: texts as strings, counters and times in
     * milliseconds as numbers, bytes as base64.
     */
    public Map<String, @Nullable Object> content() {
        return owner.exclusively(
                () -> new Content(actors(), clock()).of(owner.state().store.root, 0));
    }

    private SequenceReader require(Path path) {
        if (object(path) instanceof SequenceState text && text.isText) {
            return new SequenceReader(actors(), text, clock());
        }
        throw new IllegalArgumentException("there is no text at " + path);
    }

    @Override
    public String text(Path text) {
        return owner.exclusively(() -> require(text).text());
    }

    @Override
    public int length(Path text) {
        return owner.exclusively(() -> require(text).length());
    }

    @Override
    public List<Mark> marks(Path text) {
        return owner.exclusively(() -> require(text).marks());
    }

    @Override
    public List<Written> written(Path text) {
        return owner.exclusively(() -> require(text).written());
    }

    @Override
    public List<Value> list(Path list) {
        return owner.exclusively(() -> requireList(list).values());
    }

    private SequenceReader requireList(Path path) {
        if (object(path) instanceof SequenceState list && !list.isText) {
            return new SequenceReader(actors(), list, clock());
        }
        throw new IllegalArgumentException("there is no list at " + path);
    }

    @Override
    public Cursor cursor(Path text, int offset) {
        return owner.exclusively(() -> {
            SequenceReader reader = require(text);
            int length = reader.length();
            if (offset < 0 || offset > length) {
                throw new IllegalArgumentException("offset " + offset + " of " + length);
            }
            return offset == length
                    ? Cursor.END
                    : new Cursor(actors().opId(reader.elementAt(offset)).toString());
        });
    }

    @Override
    public int offset(Path text, Cursor cursor) {
        return owner.exclusively(() -> {
            SequenceReader reader = require(text);
            return cursor.equals(Cursor.END) ? reader.length() : reader.offsetOf(element(cursor));
        });
    }

    private long element(Cursor cursor) {
        String token = cursor.token();
        int at = token.indexOf('@');
        int actor =
                token.length() == at + 1
                        ? -1
                        : actors().find(
                                        ActorId.fromByteArray(
                                                HexFormat.of().parseHex(token.substring(at + 1))));
        long counter = at > 10 ? Long.MAX_VALUE : Long.parseLong(token.substring(0, at));
        if (actor < 0 || counter < 1 || counter > OpId.MAX_COUNTER) {
            throw new CrdtException("the text has no place for cursor " + token);
        }
        return Ids.of(actor, (int) counter);
    }
}

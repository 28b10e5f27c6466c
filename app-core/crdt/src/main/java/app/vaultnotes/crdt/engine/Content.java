package app.vaultnotes.crdt.engine;

import app.vaultnotes.crdt.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts all of a document into plain maps, lists, strings and numbers, for showing it. */
final class Content {

    /** Objects inside each other more deeply than this are not shown; they are no damage. */
    private static final int MAX_DEPTH = 500;

    private static final String TOO_DEEP = "(more than " + MAX_DEPTH + " deep)";

    private final Actors actors;
    private final Clock clock;

    Content(Actors actors, Clock clock) {
        this.actors = actors;
        this.clock = clock;
    }

    Map<String, @Nullable Object> of(MapState map, int depth) {
        Map<String, @Nullable Object> content = new TreeMap<>();
        for (Map.Entry<String, Slot> entry : map.entries()) {
            Op winner = entry.getValue().winner(actors, clock);
            if (winner != null) {
                content.put(entry.getKey(), of(entry.getValue(), winner, depth));
            }
        }
        return content;
    }

    private @Nullable Object of(Slot slot, Op winner, int depth) {
        ObjectState made = winner.made;
        if (made != null && depth >= MAX_DEPTH) {
            return TOO_DEEP;
        }
        if (made instanceof MapState map) {
            return of(map, depth + 1);
        }
        if (made instanceof SequenceState sequence) {
            SequenceReader reader = new SequenceReader(actors, sequence, clock);
            return sequence.isText ? reader.text() : list(reader, depth + 1);
        }
        return plain(slot.value(actors, winner, clock));
    }

    private List<@Nullable Object> list(SequenceReader reader, int depth) {
        List<@Nullable Object> content = new ArrayList<>();
        reader.elements((slot, winner) -> content.add(of(slot, winner, depth)));
        return content;
    }

    private static Object unsigned(long value) {
        return value >= 0 ? (Object) value : new BigInteger(Long.toUnsignedString(value));
    }

    private static @Nullable Object plain(Value value) {
        if (value instanceof Value.Str text) {
            return text.value();
        } else if (value instanceof Value.Int number) {
            return number.value();
        } else if (value instanceof Value.Uint number) {
            return unsigned(number.value());
        } else if (value instanceof Value.Counter counter) {
            return counter.value();
        } else if (value instanceof Value.Timestamp time) {
            return time.epochMillis();
        } else if (value instanceof Value.Real real) {
            return real.value();
        } else if (value instanceof Value.Bool flag) {
            return flag.value();
        } else if (value instanceof Value.Bytes bytes) {
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        }
        return null;
    }
}

package app.vaultnotes.crdt.automerge;

import app.vaultnotes.crdt.ActorId;
import app.vaultnotes.crdt.ChangeHash;
import app.vaultnotes.crdt.Heads;
import app.vaultnotes.crdt.Mark;
import app.vaultnotes.crdt.OpId;
import app.vaultnotes.crdt.Value;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.automerge.AmValue;
import org.automerge.ExpandMark;
import org.automerge.NewValue;
import org.automerge.ObjectId;

/** Translates between the port's values and automerge-java's. */
final class Values {

    private Values() {}

    /** A hash that can be handed to automerge-java, whose own constructor is closed. */
    private static final class NativeHash extends org.automerge.ChangeHash {
        NativeHash(byte[] bytes) {
            super(bytes);
        }
    }

    static org.automerge.ChangeHash[] hashes(Heads heads) {
        return heads.hashes().stream()
                .map(hash -> new NativeHash(hash.toByteArray()))
                .toArray(org.automerge.ChangeHash[]::new);
    }

    static Heads heads(org.automerge.ChangeHash[] hashes) {
        return Heads.of(
                Arrays.stream(hashes)
                        .map(hash -> ChangeHash.fromByteArray(hash.getBytes()))
                        .toList());
    }

    static Value value(AmValue value) {
        if (value instanceof AmValue.Str str) {
            return new Value.Str(str.getValue());
        } else if (value instanceof AmValue.Text) {
            return new Value.TextObject();
        } else if (value instanceof AmValue.Map) {
            return new Value.MapObject();
        } else if (value instanceof AmValue.List) {
            return new Value.ListObject();
        } else if (value instanceof AmValue.Int number) {
            return new Value.Int(number.getValue());
        } else if (value instanceof AmValue.UInt number) {
            return new Value.Uint(number.getValue());
        } else if (value instanceof AmValue.Bytes bytes) {
            return new Value.Bytes(bytes.getValue());
        } else if (value instanceof AmValue.Timestamp time) {
            return new Value.Timestamp(time.getValue().toInstant().toEpochMilli());
        } else if (value instanceof AmValue.Counter counter) {
            return new Value.Counter(counter.getValue());
        } else if (value instanceof AmValue.Bool bool) {
            return new Value.Bool(bool.getValue());
        } else if (value instanceof AmValue.F64 real) {
            return new Value.Real(real.getValue());
        }
        return new Value.Null();
    }

    static NewValue newValue(Value value) {
        if (value instanceof Value.Str str) {
            app.vaultnotes.crdt.Texts.requireWellFormed(str.value());
            return NewValue.str(str.value());
        } else if (value instanceof Value.Int number) {
            return NewValue.integer(narrow(number));
        } else if (value instanceof Value.Uint number) {
            return NewValue.uint(narrow(number));
        } else if (value instanceof Value.Bytes bytes) {
            return NewValue.bytes(bytes.toByteArray());
        } else if (value instanceof Value.Timestamp time) {
            return NewValue.timestamp(Date.from(Instant.ofEpochMilli(time.epochMillis())));
        } else if (value instanceof Value.Counter counter) {
            return NewValue.counter(counter.value());
        } else if (value instanceof Value.Bool bool) {
            return NewValue.bool(bool.value());
        } else if (value instanceof Value.Real real) {
            return NewValue.f64(real.value());
        } else if (value instanceof Value.Null) {
            return NewValue.NULL;
        }
        throw new IllegalArgumentException(value + " cannot be written as a value");
    }

    /** The number, if automerge-java can read it back: it loses all but 32 bits. */
    static int narrow(Value.Int number) {
        if (number.value() != (int) number.value()) {
            throw new IllegalArgumentException(
                    "this engine takes whole numbers of 32 bits, not " + number.value());
        }
        return (int) number.value();
    }

    private static int narrow(Value.Uint number) {
        if (number.value() < 0 || number.value() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "this engine takes unsigned numbers of 31 bits, not " + number.value());
        }
        return (int) number.value();
    }

    /** The name of the operation that made an object; not for the root. */
    static OpId opId(ObjectId object) {
        String[] parts = object.toString().split("@", -1);
        return new OpId(
                Long.parseLong(parts[0]), ActorId.fromByteArray(HexFormat.of().parseHex(parts[1])));
    }

    static ExpandMark expand(Mark.Expand expand) {
        return switch (expand) {
            case NONE -> ExpandMark.NONE;
            case BEFORE -> ExpandMark.BEFORE;
            case AFTER -> ExpandMark.AFTER;
            case BOTH -> ExpandMark.BOTH;
        };
    }
}

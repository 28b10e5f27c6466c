package app.vaultnotes.crdt;

/** Reads a column of values: one column has their kinds and lengths, a second one their bytes. */
public final class ValueReader {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int UINT = 3;
    private static final int INT = 4;
    private static final int REAL = 5;
    private static final int TEXT = 6;
    private static final int BYTES = 7;
    private static final int COUNTER = 8;
    private static final int TIMESTAMP = 9;
    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    // there may be many
    private static final Value NOTHING = new Value.Null();
    private static final Value NO = new Value.Bool(false);
    private static final Value YES = new Value.Bool(true);

    private final RunReader kinds;
    private final ByteReader bytes;
    private int kind;

    ValueReader(RunReader kinds, ByteReader bytes) {
        this.kinds = kinds;
        this.bytes = bytes;
    }

    /** The next row's value; values of kinds that later versions may add read as their bytes. */
    Value next() {
        long kindAndLength = kinds.next() ? kinds.number() : 0;
        kind = (int) kindAndLength & KIND_MASK;
        long length = kindAndLength >>> KIND_BITS;
        if (length > bytes.remaining()) {
            throw new CrdtException("a value of " + length + " bytes is cut off");
        }
        return read(kind, bytes.slice((int) length));
    }

    /**
     * A value from all bytes of a range; of a kind that later versions may add, the bytes.
     *
     * @throws CrdtException when the bytes are no such value
     */
    public static Value read(int kind, ByteReader in) {
        int length = in.remaining();
        Value value = value(kind, in);
        if (in.remaining() > 0) {
            throw new CrdtException("a value of kind " + kind + " has " + length + " bytes");
        }
        return value;
    }

    private static Value value(int kind, ByteReader in) {
        return switch (kind) {
            case NULL -> NOTHING;
            case FALSE -> NO;
            case TRUE -> YES;
            case UINT -> new Value.Uint(in.unsignedLeb64());
            case INT -> new Value.Int(in.signedLeb());
            case REAL -> new Value.Real(Double.longBitsToDouble(in.littleEndianLong()));
            case TEXT -> new Value.Str(in.text(in.remaining()));
            case COUNTER -> new Value.Counter(in.signedLeb());
            case TIMESTAMP -> new Value.Timestamp(in.signedLeb());
            default -> new Value.Bytes(in.bytes(in.remaining()));
        };
    }

    /** The code of the last value's kind. */
    int kind() {
        return kind;
    }

    /** The code under which the format writes a kind of value. */
    static int kindOf(Value value) {
        if (value instanceof Value.Bool flag) {
            return flag.value() ? TRUE : FALSE;
        } else if (value instanceof Value.Uint) {
            return UINT;
        } else if (value instanceof Value.Int) {
            return INT;
        } else if (value instanceof Value.Real) {
            return REAL;
        } else if (value instanceof Value.Str) {
            return TEXT;
        } else if (value instanceof Value.Bytes) {
            return BYTES;
        } else if (value instanceof Value.Counter) {
            return COUNTER;
        } else if (value instanceof Value.Timestamp) {
            return TIMESTAMP;
        }
        return NULL;
    }

    void requireEnd() {
        kinds.requireEnd();
        if (bytes.remaining() > 0) {
            throw new CrdtException("bytes after the last value");
        }
    }
}

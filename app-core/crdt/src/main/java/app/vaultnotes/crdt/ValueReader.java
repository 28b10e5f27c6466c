package app.vaultnotes.crdt;

/** Reads a column of values: one column has their kinds and lengths, a second one their bytes. */
final class ValueReader {
    private static final int NULL = 0;
    private static final int FALSE = 1;
    private static final int TRUE = 2;
    private static final int UINT = 3;
    private static final int INT = 4;
    private static final int REAL = 5;
    private static final int TEXT = 6;
    private static final int COUNTER = 8;
    private static final int TIMESTAMP = 9;
    private static final int KIND_BITS = 4;
    private static final int KIND_MASK = (1 << KIND_BITS) - 1;

    private final RunReader kinds;
    private final ByteReader bytes;

    ValueReader(RunReader kinds, ByteReader bytes) {
        this.kinds = kinds;
        this.bytes = bytes;
    }

    /** The next row's value; values of kinds that later versions may add read as their bytes. */
    Value next() {
        long kindAndLength = kinds.next() ? kinds.number() : 0;
        int kind = (int) kindAndLength & KIND_MASK;
        long length = kindAndLength >>> KIND_BITS;
        if (length > bytes.remaining()) {
            throw new CrdtException("a value of " + length + " bytes is cut off");
        }
        ByteReader in = bytes.slice((int) length);
        Value value = value(kind, in);
        if (in.remaining() > 0) {
            throw new CrdtException("a value of kind " + kind + " has " + length + " bytes");
        }
        return value;
    }

    private static Value value(int kind, ByteReader in) {
        return switch (kind) {
            case NULL -> new Value.Null();
            case FALSE -> new Value.Bool(false);
            case TRUE -> new Value.Bool(true);
            case UINT -> new Value.Uint(in.unsignedLeb());
            case INT -> new Value.Int(in.signedLeb());
            case REAL -> new Value.Real(Double.longBitsToDouble(in.littleEndianLong()));
            case TEXT -> new Value.Str(in.text(in.remaining()));
            case COUNTER -> new Value.Counter(in.signedLeb());
            case TIMESTAMP -> new Value.Timestamp(in.signedLeb());
            default -> new Value.Bytes(in.bytes(in.remaining()));
        };
    }

    void requireEnd() {
        kinds.requireEnd();
        if (bytes.remaining() > 0) {
            throw new CrdtException("bytes after the last value");
        }
    }
}

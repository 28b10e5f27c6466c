package app.vaultnotes.crdt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow, with the numbers of the format. May be emptied and used again. */
public final class ByteWriter {
    private byte[] bytes;
    private int size;

    /** With room for so many bytes at first. */
    public ByteWriter(int capacity) {
        bytes = new byte[capacity];
    }

    /** How many bytes there are. */
    public int size() {
        return size;
    }

    /** Forgets all bytes. */
    public void clear() {
        size = 0;
    }

    private void room(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** Adds one byte. */
    public void write(int next) {
        room(1);
        bytes[size++] = (byte) next;
    }

    /** Adds bytes. */
    public void write(byte[] more) {
        write(more, 0, more.length);
    }

    /** Adds a stretch of bytes. */
    public void write(byte[] more, int start, int length) {
        room(length);
        System.arraycopy(more, start, bytes, size, length);
        size += length;
    }

    /** Adds all bytes of another one. */
    public void write(ByteWriter other) {
        write(other.bytes, 0, other.size);
    }

    /** Adds bytes with their number before them. */
    public void writeSized(byte[] more) {
        unsigned(more.length);
        write(more);
    }

    /** Adds a number as unsigned LEB128; a negative one as 64 bits without a sign. */
    public void unsigned(long value) {
        room(10);
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[size++] = (byte) rest;
    }

    /** Adds a number as signed LEB128. */
    public void signed(long value) {
        room(10);
        long rest = value;
        while (rest < -64 || rest > 63) {
            bytes[size++] = (byte) (rest | 0x80);
            rest >>= 7;
        }
        bytes[size++] = (byte) (rest & 0x7f);
    }

    /** Adds a character's UTF-8. */
    public void character(int codePoint) {
        room(4);
        if (codePoint < 0x80) {
            bytes[size++] = (byte) codePoint;
        } else if (codePoint < 0x800) {
            bytes[size++] = (byte) (0xc0 | (codePoint >> 6));
            tail(codePoint);
        } else if (codePoint < 0x10000) {
            bytes[size++] = (byte) (0xe0 | (codePoint >> 12));
            tail(codePoint >> 6);
            tail(codePoint);
        } else {
            bytes[size++] = (byte) (0xf0 | (codePoint >> 18));
            tail(codePoint >> 12);
            tail(codePoint >> 6);
            tail(codePoint);
        }
    }

    private void tail(int bits) {
        bytes[size++] = (byte) (0x80 | (bits & 0x3f));
    }

    /**
     * Adds a value's bytes as they stand in a column of values.
     *
     * @return the code of its kind
     */
    public int value(Value value) {
        if (value instanceof Value.Str text) {
            write(text.value().getBytes(StandardCharsets.UTF_8));
        } else if (value instanceof Value.Int number) {
            signed(number.value());
        } else if (value instanceof Value.Uint number) {
            unsigned(number.value());
        } else if (value instanceof Value.Counter counter) {
            signed(counter.value());
        } else if (value instanceof Value.Timestamp time) {
            signed(time.epochMillis());
        } else if (value instanceof Value.Real real) {
            long bits = Double.doubleToRawLongBits(real.value());
            for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
                write((int) (bits >>> shift));
            }
        } else if (value instanceof Value.Bytes raw) {
            write(raw.toByteArray());
        }
        return ValueReader.kindOf(value);
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** The array with the bytes from its start on; only until the next byte is added. */
    public byte[] array() {
        return bytes;
    }
}

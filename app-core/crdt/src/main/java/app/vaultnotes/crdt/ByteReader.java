package app.vaultnotes.crdt;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads numbers and bytes from a bounded range; never past its end. */
public final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    /** Reads from {@code start} to before {@code end}. */
    public ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    /** Where the next byte stands, counted from the array's start. */
    public int position() {
        return at;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - at;
    }

    /** The next byte, 0 to 255. */
    public int unsignedByte() {
        require(1);
        return bytes[at++] & 0xff;
    }

    /** A byte further on, which is not passed; it must be there. */
    public int peek(int ahead) {
        return bytes[at + ahead] & 0xff;
    }

    /** A copy of the next bytes. */
    public byte[] bytes(int length) {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** An unsigned LEB128 number in its shortest form, below 2^63. */
    public long unsignedLeb() {
        long result = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int next = unsignedByte();
            result |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new CrdtException("number not in its shortest form at byte " + (at - 1));
                }
                return result;
            }
        }
        throw new CrdtException("number too large at byte " + at);
    }

    /** An unsigned LEB128 number of at most 64 bits; from 2^63 on the long is negative. */
    long unsignedLeb64() {
        long result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = unsignedByte();
            result |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                if (next == 0 && shift > 0) {
                    throw new CrdtException("number not in its shortest form at byte " + (at - 1));
                }
                if (shift == 63 && next > 1) {
                    break;
                }
                return result;
            }
        }
        throw new CrdtException("number too large at byte " + at);
    }

    /** A signed LEB128 number of at most 64 bits. */
    public long signedLeb() {
        long result = 0;
        for (int shift = 0; shift < 70; shift += 7) {
            int next = unsignedByte();
            result |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                boolean negative = (next & 0x40) != 0;
                if (shift == 63 && next != 0 && next != 0x7f) {
                    break;
                }
                return negative && shift < 57 ? result | -1L << (shift + 7) : result;
            }
        }
        throw new CrdtException("number too large at byte " + at);
    }

    /** A string of so many bytes; refuses bytes that are not UTF-8. */
    public String text(int length) {
        require(length);
        at += length;
        String ascii = ascii(at - length, length);
        if (ascii != null) {
            return ascii;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at - length, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new CrdtException("string that is not UTF-8 before byte " + at, e);
        }
    }

    private @Nullable String ascii(int start, int length) {
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                return null;
            }
        }
        return new String(bytes, start, length, StandardCharsets.ISO_8859_1);
    }

    long littleEndianLong() {
        long result = 0;
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            result |= (long) unsignedByte() << shift;
        }
        return result;
    }

    /** The next bytes, to be read on their own. */
    public ByteReader slice(int length) {
        require(length);
        at += length;
        return new ByteReader(bytes, at - length, at);
    }

    /** An unsigned number; refuses one above the limit, naming what it is. */
    public int boundedInt(String what, int limit) {
        long value = unsignedLeb();
        if (value > limit) {
            throw new CrdtException(what + " is " + value + ", above the limit of " + limit);
        }
        return (int) value;
    }

    long positive(String what) {
        long value = unsignedLeb();
        if (value == 0) {
            throw new CrdtException(what + " is zero");
        }
        return value;
    }

    private void require(int length) {
        if (length > end - at) {
            throw new CrdtException("cut off at byte " + end + ", " + length + " more expected");
        }
    }
}

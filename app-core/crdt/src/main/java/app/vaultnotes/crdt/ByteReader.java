package app.vaultnotes.crdt;

import java.util.Arrays;

/** Reads numbers and bytes from a bounded range; never past its end. */
final class ByteReader {
    private final byte[] bytes;
    private final int end;
    private int at;

    ByteReader(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    int unsignedByte() {
        require(1);
        return bytes[at++] & 0xff;
    }

    byte[] bytes(int length) {
        require(length);
        at += length;
        return Arrays.copyOfRange(bytes, at - length, at);
    }

    /** An unsigned LEB128 number in its shortest form, below 2^63. */
    long unsignedLeb() {
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

    int boundedInt(String what, int limit) {
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

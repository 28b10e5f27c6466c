package app.vaultnotes.crdt;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * The SHA-256 that names a change. Ordered as unsigned bytes, which is the order of its hex form.
 */
public final class ChangeHash implements Comparable<ChangeHash> {

    /** Length in bytes. */
    public static final int LENGTH = 32;

    private final byte[] bytes;

    private ChangeHash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash of these bytes; {@link IllegalArgumentException} unless there are 32. */
    public static ChangeHash fromByteArray(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a change hash has 32 bytes, not " + bytes.length);
        }
        return new ChangeHash(bytes.clone());
    }

    /** The hash in the 32 bytes from {@code offset}. */
    public static ChangeHash fromByteArray(byte[] bytes, int offset) {
        return new ChangeHash(Arrays.copyOfRange(bytes, offset, offset + LENGTH));
    }

    /** The hash written as 64 hexadecimal digits. */
    public static ChangeHash fromHex(String hex) {
        return fromByteArray(HexFormat.of().parseHex(hex));
    }

    /** Adds the 32 bytes. */
    public void writeTo(ByteWriter out) {
        out.write(bytes);
    }

    /** Copies the 32 bytes to where they are wanted. */
    public void copyTo(byte[] target, int at) {
        System.arraycopy(bytes, 0, target, at, LENGTH);
    }

    /** A copy of the 32 bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** 64 lower-case hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int compareTo(ChangeHash other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangeHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return (bytes[0] << 24)
                | ((bytes[1] & 255) << 16)
                | ((bytes[2] & 255) << 8)
                | (bytes[3] & 255);
    }

    @Override
    public String toString() {
        return toHex();
    }
}

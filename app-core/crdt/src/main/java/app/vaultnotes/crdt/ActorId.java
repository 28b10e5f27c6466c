package app.vaultnotes.crdt;

import java.util.Arrays;
import java.util.HexFormat;

/** Who made a change: bytes that no two writers share. Ordered as unsigned bytes. */
public final class ActorId implements Comparable<ActorId> {

    /** Longest actor accepted, in bytes. */
    public static final int MAX_LENGTH = 128;

    private final byte[] bytes;
    private final int hash;

    private ActorId(byte[] bytes) {
        this.bytes = bytes;
        this.hash = Arrays.hashCode(bytes); // each operation asks for it, more than once
    }

    /** The actor of these bytes, 1 to {@value #MAX_LENGTH}. */
    public static ActorId fromByteArray(byte[] bytes) {
        if (bytes.length == 0 || bytes.length > MAX_LENGTH) {
            throw new IllegalArgumentException("an actor of " + bytes.length + " bytes");
        }
        return new ActorId(bytes.clone());
    }

    /** Reads an actor with its length before it. */
    public static ActorId read(ByteReader in) {
        int length = in.boundedInt("actor length", MAX_LENGTH);
        if (length == 0) {
            throw new CrdtException("an actor of no bytes");
        }
        return new ActorId(in.bytes(length));
    }

    /** Adds the bytes, with their number before them. */
    public void writeTo(ByteWriter out) {
        out.writeSized(bytes);
    }

    /** How many bytes it has. */
    public int size() {
        return bytes.length;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return bytes.clone();
    }

    /** Lower-case hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().formatHex(bytes);
    }

    @Override
    public int compareTo(ActorId other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActorId that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return toHex();
    }
}
